from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhengban.documents"
    verbose_name = "公文"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.documents import actions  # noqa: F401 - declares every act, so that processes find them
        from zhengban.documents.steps import INCOMING, OUTGOING
        from zhengban.documents.subjects import IncomingSubject, OutgoingSubject
        from zhengban.workflow.subjects import register

        register(OUTGOING, OutgoingSubject())
        register(INCOMING, IncomingSubject())
