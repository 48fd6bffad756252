"""``manage.py search rebuild`` makes the index anew from the entries."""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand
from django.db import transaction

from zhengban.search.table import rebuild


class Command(BaseCommand):
    help = "重建全文索引"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("task", choices=["rebuild"])

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            count = rebuild()
        self.stdout.write(f"已重建 {count} 条的索引。")
