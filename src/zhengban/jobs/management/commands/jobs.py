"""``manage.py jobs schedule`` plans the declared work; ``manage.py jobs list`` says what waits and what failed."""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_q.models import Failure, OrmQ, Schedule

from zhengban.jobs.periodic import declared, ensure_schedules


class Command(BaseCommand):
    help = "登记定时作业、查看后台作业"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("task", choices=["schedule", "list"])

    def handle(self, *args: object, task: str, **options: object) -> None:
        if task == "schedule":
            ensure_schedules()
            self.stdout.write(f"已登记 {len(declared)} 项定时作业。")
            return
        next_runs = dict(Schedule.objects.values_list("name", "next_run"))
        for periodic in declared.values():
            due = next_runs.get(periodic.name)
            when = f"下次 {timezone.localtime(due):%m-%d %H:%M}" if due else "未登记"
            self.stdout.write(f"{periodic.label}（{periodic.cron}）{when}")
        self.stdout.write(f"等待或执行中 {OrmQ.objects.count()} 项，失败 {Failure.objects.count()} 项。")
