"""Rows of documents in and out."""

from zhengban.documents.models.content import DocumentFile, DocumentVersion, FilePurpose
from zhengban.documents.models.delivery import Addressee, AddressMode, Delivery, DeliveryState
from zhengban.documents.models.elements import Disclosure, UrgencyChoice
from zhengban.documents.models.incoming import Handling, IncomingDocument, IncomingState
from zhengban.documents.models.outgoing import OutgoingDocument, OutgoingState
from zhengban.documents.models.reconciliation import Reconciliation

__all__ = [
    "AddressMode",
    "Addressee",
    "Delivery",
    "DeliveryState",
    "Disclosure",
    "DocumentFile",
    "DocumentVersion",
    "FilePurpose",
    "Handling",
    "IncomingDocument",
    "IncomingState",
    "OutgoingDocument",
    "OutgoingState",
    "Reconciliation",
    "UrgencyChoice",
]
