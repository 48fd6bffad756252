"""Addresses of the own account."""

from django.urls import path

from zhengban.access.views import own

app_name = "account"
urlpatterns = [
    path("password/", own.password, name="password"),
]
