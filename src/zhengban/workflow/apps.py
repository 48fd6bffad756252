from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "zhengban.workflow"
    verbose_name = "流程"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.access.disclosure import open_to_administrators

        open_to_administrators("workflow.processdefinition")
        # Actions register with the gate when imported.
        from zhengban.jobs.periodic import Periodic, declare
        from zhengban.organizations.kinds import declare_reader
        from zhengban.workflow import actions, clock  # noqa: F401

        declare(Periodic("deadlines", "到期转出", "zhengban.workflow.clock.pass_deadlines", cron="10 0 * * *"))
        declare_reader(_kind)
        declare(Periodic("due", "到期提醒", "zhengban.workflow.clock.remind_of_due", cron="30 8 * * *"))


def _kind(thing: object) -> str:
    """A process, or something to read with it, belongs to the business of its key."""
    from zhengban.workflow.models import Circulation, ProcessInstance

    if isinstance(thing, Circulation):
        thing = thing.instance
    return str(thing.key) if isinstance(thing, ProcessInstance) else ""
