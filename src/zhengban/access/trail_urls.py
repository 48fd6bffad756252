"""Addresses of the trail."""

from django.urls import path

from zhengban.access.views import trail

app_name = "audit"
urlpatterns = [
    path("", trail.entries, name="entries"),
    path("<int:pk>/", trail.entry, name="entry"),
    path("export/", trail.export, name="export"),
    path("batches/", trail.batches, name="batches"),
]
