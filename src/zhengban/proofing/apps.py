from django.apps import AppConfig


class ProofingConfig(AppConfig):
    name = "zhengban.proofing"
    verbose_name = "公文查错"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.jobs.periodic import Periodic, declare
        from zhengban.proofing import actions  # noqa: F401 - declares every act

        declare(Periodic("proofing", "校核在办公文", "zhengban.proofing.upkeep.keep_up", "40 2 * * *"))
