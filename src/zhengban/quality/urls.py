"""Addresses of the quality of papers."""

from django.urls import path

from zhengban.quality.views import rounds, statistics

app_name = "quality"
urlpatterns = [
    path("rounds/", rounds.listing, name="rounds"),
    path("rounds/start/", rounds.start, name="start"),
    path("rounds/<int:pk>/", rounds.one, name="round"),
    path("rounds/<int:pk>/stop/", rounds.stop, name="stop"),
    path("rounds/<int:pk>/circular/", rounds.draft_circular, name="circular"),
    path("rounds/<int:pk>/export/", rounds.export, name="export"),
    path("statistics/", statistics.page, name="statistics"),
]
