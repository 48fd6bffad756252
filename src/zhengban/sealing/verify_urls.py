"""The address of the public verification page."""

from django.urls import path

from zhengban.sealing.views import public

urlpatterns = [path("", public.verify, name="verify")]
