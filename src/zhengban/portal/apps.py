from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zhengban.portal"
    verbose_name = "门户"
