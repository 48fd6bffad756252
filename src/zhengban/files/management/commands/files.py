"""``manage.py files verify`` proves every kept content; ``manage.py files sweep`` clears what none refers to."""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand, CommandError

from zhengban.files.upkeep import find_damage, sweep


class Command(BaseCommand):
    help = "核验文件内容、清理无主文件"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("task", choices=["verify", "sweep"])

    def handle(self, *args: object, task: str, **options: object) -> None:
        if task == "sweep":
            self.stdout.write(f"已清理 {sweep()} 个无主文件。")
            return
        damage = list(find_damage())
        if damage:
            raise CommandError("\n".join(f"{one.sha256} {one.what}" for one in damage))
        self.stdout.write("全部文件完好。")
