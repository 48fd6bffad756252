"""Who sees which documents; every read for a person starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

from zhengban.access.guard import GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.directory import Membership, membership_of
from zhengban.organizations.models import PostKind, Role

if TYPE_CHECKING:
    from zhengban.documents.models import Delivery, IncomingDocument, OutgoingDocument  # noqa: F401 - in generics

_D = TypeVar("_D", bound=models.Model)
_OFFICE_ROLES = frozenset(
    {
        Role.REGISTRAR,
        Role.OFFICE_REVIEWER,
        Role.RECHECKER,
        Role.NUMBERING_CLERK,
        Role.ARCHIVIST,
        Role.SUPERVISOR,
    }
)


def sees_whole_agency(membership: Membership) -> bool:
    """The agency's leaders and those who handle documents for the whole agency (办公室岗位)."""
    return membership.leads or bool(membership.roles & _OFFICE_ROLES)


class DocumentQuerySet(GuardedQuerySet[_D]):
    """Documents one person may see: handled in person, of the own unit for its head, of the whole agency for
    its leaders and office roles. The three administrators see none (三员分立).
    """

    unit_field = ""

    def visible_to(self, user: User) -> DocumentQuerySet[_D]:
        if user.is_administrator:
            return self.none()
        involvement = self.model._meta.get_field("involved").remote_field.through  # type: ignore[union-attr]
        own = Q(pk__in=involvement._base_manager.filter(user=user).values("document"))
        membership = membership_of(user)
        if membership is None:
            return self.filter(own)
        if sees_whole_agency(membership):
            return self.filter(Q(agency=membership.agency) | own)
        if membership.post.kind == PostKind.UNIT_HEAD:
            return self.filter(Q(**{self.unit_field: membership.unit}) | own)
        return self.filter(own)


class OutgoingQuerySet(DocumentQuerySet["OutgoingDocument"]):
    unit_field = "unit"


class IncomingQuerySet(DocumentQuerySet["IncomingDocument"]):
    unit_field = "host_unit"


class DeliveryQuerySet(GuardedQuerySet["Delivery"]):
    def visible_to(self, user: User) -> DeliveryQuerySet:
        """Deliveries to the person's agency, for those who handle its papers."""
        membership = membership_of(user)
        if user.is_administrator or membership is None or not sees_whole_agency(membership):
            return self.none()
        return self.filter(agency=membership.agency)
