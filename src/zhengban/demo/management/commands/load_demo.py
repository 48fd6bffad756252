"""``manage.py load_demo``: the demo city 云江市 with a year of papers."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhengban.access.models import User
from zhengban.demo.accounts import accounts_text
from zhengban.demo.playing import load_city
from zhengban.jobs.queue import enqueue


class Command(BaseCommand):
    help = "装入演示数据：云江市各机关和一年的公文"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--documents", type=int, default=1500, help="大约多少件公文（收文和发文合计）")

    def handle(self, *args: object, documents: int, **options: object) -> None:
        if User.objects.people().exists():
            raise CommandError("系统中已有用户，演示数据只能装入空的系统。")
        loaded = load_city(documents, timezone.localtime())
        # The workers count the errors of the year's papers as soon as they run.
        enqueue("zhengban.quality.tallies.tally_due")
        (settings.STATE / "demo-accounts.txt").write_text(accounts_text(), encoding="utf-8")
        self.stdout.write(f"已装入 {loaded.agencies} 个机关、{loaded.people} 人、{loaded.documents} 件公文。")
