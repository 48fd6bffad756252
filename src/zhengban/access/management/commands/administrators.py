"""``manage.py administrators open`` founds the three administrators; ``… reset USERNAME`` gives one a new password.

Only who runs the server can do this: no account could open the first ones, and none may give the security
administrator or the auditor a password (三员分立).
"""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand, CommandError

from zhengban.access.loading import loading
from zhengban.access.lockout import unlock
from zhengban.access.models import Duty, User
from zhengban.access.password import first_password

_FIRST = (
    ("sysadmin", Duty.SYSTEM),
    ("secadmin", Duty.SECURITY),
    ("auditor", Duty.AUDIT),
)


class Command(BaseCommand):
    help = "设立首批管理员账号，或者重置管理员密码"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("task", choices=["open", "reset"])
        parser.add_argument("username", nargs="?", default="")

    def handle(self, *args: object, task: str, username: str, **options: object) -> None:
        if task == "open":
            self._open()
        else:
            self._reset(username)

    def _open(self) -> None:
        if User.objects.people().filter(duty__in=[duty for _name, duty in _FIRST]).exists():
            raise CommandError("已有管理员账号；再设管理员由系统管理员新建、安全保密管理员启用。")
        with loading("设立首批管理员账号"):
            for username, duty in _FIRST:
                password = first_password()
                user = User(username=username, name=str(duty.label), duty=duty, is_active=True)
                user.set_password(password)
                user.save()
                self._say(user, password)

    def _reset(self, username: str) -> None:
        user = User.objects.people().filter(username=username).exclude(duty=Duty.BUSINESS).first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的管理员；业务人员的密码由系统管理员重置。")
        password = first_password()
        with loading(f"重置{user.get_duty_display()}“{user.username}”的密码"):
            user.set_password(password)
            user.must_change_password = True
            user.save(update_fields=["password", "must_change_password"])
        unlock(user)
        self._say(user, password)

    def _say(self, user: User, password: str) -> None:
        self.stdout.write(f"{user.get_duty_display()}　用户名 {user.username}　初始密码 {password}")
