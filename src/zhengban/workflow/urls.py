"""Addresses of what processes are handled by as a whole."""

from django.urls import path

from zhengban.workflow import views

app_name = "workflow"
urlpatterns = [
    path("handovers/", views.handovers, name="handovers"),
    path("handovers/<int:pk>/undo/", views.undo, name="undo_handover"),
]
