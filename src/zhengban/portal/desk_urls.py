"""Addresses of the desk."""

from django.urls import path

from zhengban.portal import desk

app_name = "portal"
urlpatterns = [
    path("to-do/", desk.to_do, name="to_do"),
    path("to-read/", desk.to_read, name="to_read"),
    path("handled/", desk.handled, name="handled"),
    path("started/", desk.started, name="started"),
    path("search/", desk.search, name="search"),
    path("notices/", desk.notices, name="notices"),
    path("notices/read/", desk.read_notices, name="read_notices"),
    path("notices/<int:pk>/", desk.open_notice, name="open_notice"),
]
