from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "zhengban.numbering"
    verbose_name = "编号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.access.disclosure import open_to_administrators

        # Actions register with the gate when imported.
        from zhengban.numbering import actions  # noqa: F401

        # Not the numbers themselves: they carry the titles of papers.
        open_to_administrators("numbering.issuercode", "numbering.series")
