from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhengban.documents"
    verbose_name = "公文"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.documents import actions  # noqa: F401 - declares every act, so that processes find them
        from zhengban.documents.records import DocumentPapers
        from zhengban.documents.steps import INCOMING, OUTGOING
        from zhengban.documents.subjects import IncomingSubject, OutgoingSubject
        from zhengban.jobs.periodic import Periodic, declare
        from zhengban.organizations.kinds import declare_kind, declare_reader
        from zhengban.proofing import papers
        from zhengban.workflow.subjects import register

        # Files and jobs are siblings: the app above both says when ownerless content is swept.
        declare(Periodic("files", "清理无主文件", "zhengban.files.upkeep.sweep", "30 3 * * *"))
        declare_kind(OUTGOING, "发文办理")
        declare_kind(INCOMING, "收文办理")
        declare_reader(_kind)
        papers.register(DocumentPapers())
        declare(
            Periodic("reconcile", "印章对账", "zhengban.documents.actions.reconciling.reconcile_all", "10 2 * * *")
        )
        register(OUTGOING, OutgoingSubject())
        register(INCOMING, IncomingSubject())


def _kind(thing: object) -> str:
    """A document belongs to the business of its process."""
    from zhengban.documents.models import IncomingDocument, OutgoingDocument
    from zhengban.documents.steps import INCOMING, OUTGOING

    if isinstance(thing, OutgoingDocument):
        return OUTGOING
    return INCOMING if isinstance(thing, IncomingDocument) else ""
