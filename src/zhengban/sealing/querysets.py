"""Who sees which seals and which of their uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from zhengban.access.guard import GuardedQuerySet
from zhengban.access.models import Duty, User
from zhengban.organizations.directory import Membership, membership_of
from zhengban.organizations.models import Agency, Role

if TYPE_CHECKING:
    from zhengban.sealing.models import Seal, SealUse  # noqa: F401 - in generics


def keeps_seals(membership: Membership | None) -> bool:
    """Whether the person is a seal keeper (印章管理员) of the own agency."""
    return membership is not None and Role.SEAL_KEEPER in membership.roles


def oversees_seals(membership: Membership | None) -> bool:
    """Whether the person reads the agency's register of seals: its keepers and its leaders."""
    return membership is not None and (membership.leads or keeps_seals(membership))


class SealQuerySet(GuardedQuerySet["Seal"]):
    def visible_to(self, user: User) -> SealQuerySet:
        """The agency's seals for its keepers and leaders; all of them for whoever makes them (安全保密管理员)."""
        if user.duty == Duty.SECURITY:
            return self
        membership = membership_of(user)
        if user.is_administrator or membership is None or not oversees_seals(membership):
            return self.none()
        return self.filter(agency=membership.agency)

    def in_hand(self, user: User) -> SealQuerySet:
        """Seals in use that the person has now."""
        return self.filter(holder=user, state="IN_USE")

    def with_last_use(self) -> SealQuerySet:
        """Read with each seal when it was last used."""
        uses = self.model._meta.get_field("uses").related_model
        latest = uses._base_manager.filter(seal=OuterRef("pk")).order_by("-used_at")
        return self.annotate(  # type: ignore[no-redef]
            last_used_at=Subquery(latest.values("used_at")[:1])
        )

    def official_of(self, agency: Agency) -> SealQuerySet:
        """The agency's own seal (公章), with which it issues documents."""
        return self.filter(agency=agency, kind="OFFICIAL")


class SealUseQuerySet(GuardedQuerySet["SealUse"]):
    def visible_to(self, user: User) -> SealUseQuerySet:
        """The agency's uses for its keepers and leaders; no administrator reads what was sealed (三员分立)."""
        membership = membership_of(user)
        if user.is_administrator or membership is None or not oversees_seals(membership):
            return self.none()
        return self.filter(seal__agency=membership.agency)

    def about(self, paper: models.Model) -> SealUseQuerySet:
        """Uses on one paper."""
        return self.filter(paper_type=ContentType.objects.get_for_model(paper), paper_id=paper.pk)

    def standing(self) -> SealUseQuerySet:
        """Uses that were not voided."""
        return self.filter(voided_at__isnull=True)

    def narrowed(self, words: str) -> SealUseQuerySet:
        """Uses on papers whose title or number has the words."""
        return self.filter(Q(title__icontains=words) | Q(number__icontains=words)) if words else self
