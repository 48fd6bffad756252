"""Users (用户). Nobody is a superuser: administration is cut into three disjoint duties (三员分立)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.authority import gate_is_open
from zhengban.access.errors import GateClosed

SYSTEM_USERNAME = "system"


class Duty(models.TextChoices):
    """What kind of work an account is for; the three administrators never see business documents."""

    BUSINESS = "BUSINESS", _("业务人员")
    SYSTEM = "SYSTEM", _("系统管理员")
    SECURITY = "SECURITY", _("安全保密管理员")
    AUDIT = "AUDIT", _("安全审计员")


class UserQuerySet(models.QuerySet["User"]):
    def system(self) -> User:
        """The named user that scheduled work acts as."""
        return self.get(username=SYSTEM_USERNAME)

    def people(self) -> UserQuerySet:
        """Everyone but the system itself."""
        return self.exclude(username=SYSTEM_USERNAME)

    def get_by_natural_key(self, username: str) -> User:
        return self.get(username=username)

    def update(self, **values: Any) -> int:
        if not gate_is_open():
            raise GateClosed("User was changed outside an action.")
        return super().update(**values)


class User(AbstractBaseUser):
    """A person's account (用户), or the system's own."""

    guarded: ClassVar[frozenset[str]] = frozenset({"username", "name", "duty", "is_active"})

    username = models.CharField(_("用户名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    duty = models.CharField(_("职责"), max_length=8, choices=Duty.choices, default=Duty.BUSINESS)
    is_active = models.BooleanField(_("已启用"), default=False)
    must_change_password = models.BooleanField(_("须修改密码"), default=True)

    USERNAME_FIELD = "username"
    objects = UserQuerySet.as_manager()

    class Meta:
        verbose_name = _("用户")
        constraints = [
            models.CheckConstraint(
                condition=~Q(username=SYSTEM_USERNAME) | Q(is_active=False), name="system_cannot_sign_in"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def __setattr__(self, name: str, value: object) -> None:
        state = self.__dict__.get("_state")
        guarded = name in self.guarded and state is not None and not state.adding and not gate_is_open()
        if guarded and name in self.__dict__ and self.__dict__[name] != value:
            raise GateClosed(f"User.{name} was set outside an action.")
        super().__setattr__(name, value)

    @property
    def is_administrator(self) -> bool:
        return self.duty != Duty.BUSINESS
