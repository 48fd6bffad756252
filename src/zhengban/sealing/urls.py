"""Addresses of seals."""

app_name = "sealing"
urlpatterns: list[object] = []
