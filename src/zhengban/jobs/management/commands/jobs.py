"""``manage.py jobs`` says what is due by the clock, what waits and what failed."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_q.models import Failure, OrmQ, Schedule

from zhengban.jobs.periodic import declared


class Command(BaseCommand):
    help = "查看定时作业与后台作业"

    def handle(self, *args: object, **options: object) -> None:
        next_runs = dict(Schedule.objects.values_list("name", "next_run"))
        for periodic in declared.values():
            due = next_runs.get(periodic.name)
            when = f"下次 {timezone.localtime(due):%m-%d %H:%M}" if due else "尚未登记，请运行 manage.py migrate"
            self.stdout.write(f"{periodic.label}（{periodic.cron}）{when}")
        self.stdout.write(f"等待或执行中 {OrmQ.objects.count()} 项。")
        for failure in Failure.objects.order_by("-stopped")[:20]:
            reason = str(failure.result).splitlines()[0][:200]
            self.stdout.write(f"失败：{failure.func} {timezone.localtime(failure.stopped):%m-%d %H:%M} {reason}")
