from django.apps import AppConfig


class ProofingConfig(AppConfig):
    name = "zhengban.proofing"
    verbose_name = "公文查错"
    default_auto_field = "django.db.models.BigAutoField"
