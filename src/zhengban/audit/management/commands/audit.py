"""``manage.py audit verify`` proves the trail; ``manage.py audit close`` closes what is open into batches."""

from __future__ import annotations

import argparse
import sys

from django.core.management.base import BaseCommand

from zhengban.audit.batches import close_batch, verify


class Command(BaseCommand):
    help = "封存并核验审计记录"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("task", choices=["verify", "close"])

    def handle(self, *args: object, task: str, **options: object) -> None:
        if task == "close":
            while (batch := close_batch()) is not None:
                self.stdout.write(f"已封存 {batch.size} 条（{batch}），根值 {batch.root}")
            return
        result = verify()
        if result.broken_at is not None:
            self.stderr.write(f"第 {result.broken_at} 条起的批次核验不通过：{result.reason}")
            sys.exit(1)
        self.stdout.write(f"已核验 {result.proven} 条，均未被改动；尚未封存 {result.open} 条。")
