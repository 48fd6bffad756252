"""Addresses of process design."""

from django.urls import path

from zhengban.designing import views

app_name = "designing"
urlpatterns = [
    path("", views.processes, name="processes"),
    path("check/", views.check, name="check"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/export/", views.export, name="export"),
    path("versions/<int:pk>/design/", views.begin, name="begin"),
    path("import/", views.bring_in, name="import"),
    path("drafts/<int:pk>/", views.draft, name="draft"),
    path("drafts/<int:pk>/save/", views.save, name="save"),
    path("drafts/<int:pk>/try/", views.try_out_draft, name="try"),
    path("drafts/<int:pk>/submit/", views.submit, name="submit"),
    path("drafts/<int:pk>/abandon/", views.abandon, name="abandon"),
    path("drafts/<int:pk>/review/", views.review, name="review"),
    path("drafts/<int:pk>/return/", views.send_back, name="return"),
    path("drafts/<int:pk>/export/", views.export_draft, name="export_draft"),
]
