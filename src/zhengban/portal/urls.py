"""Addresses of the frame."""

from django.urls import path

from zhengban.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
