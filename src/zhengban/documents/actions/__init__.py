"""Every official act on a document; importing this package declares them all."""

from zhengban.documents.actions import (
    deliveries,
    drafting,
    files,
    findings,
    incoming,
    outgoing,
    reconciling,
    sealing,
)

__all__ = ["deliveries", "drafting", "files", "findings", "incoming", "outgoing", "reconciling", "sealing"]
