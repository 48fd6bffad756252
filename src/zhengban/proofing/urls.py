"""Addresses of an agency's own rules."""

app_name = "proofing"
urlpatterns: list[object] = []
