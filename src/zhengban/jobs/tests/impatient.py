"""The settings, with workers that are given up after seconds."""

from __future__ import annotations

from zhengban.config.settings import *  # noqa: F403
from zhengban.config.settings import Q_CLUSTER as PATIENT

Q_CLUSTER = {**PATIENT, "timeout": 3, "retry": 4, "guard_cycle": 0.1}
