"""A year in the demo city: who writes what when, and how each paper passes from hand to hand."""

from zhengban.demo.year.plan import plan_year
from zhengban.demo.year.planner import Year

__all__ = ["Year", "plan_year"]
