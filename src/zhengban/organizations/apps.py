from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "zhengban.organizations"
    verbose_name = "组织机构"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.access.disclosure import open_to_administrators
        from zhengban.access.gate import register_delegations
        from zhengban.organizations.directory import DatedDelegations

        register_delegations(DatedDelegations())
        open_to_administrators(
            "organizations.agency",
            "organizations.unit",
            "organizations.post",
            "organizations.appointment",
            "organizations.rolegrant",
            "organizations.delegation",
        )
