from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhengban.demo"
    verbose_name = "演示数据"
