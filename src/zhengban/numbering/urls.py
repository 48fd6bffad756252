"""Addresses of codes and series."""

from django.urls import path

from zhengban.numbering import views

app_name = "numbering"
urlpatterns = [
    path("", views.codes, name="codes"),
    path("codes/new/", views.add_code, name="add_code"),
    path("codes/<int:pk>/retire/", views.retire_code, name="retire_code"),
    path("series/new/", views.open_series, name="open_series"),
]
