"""Queueing a job together with the act that wants it."""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_q.tasks import async_task

Argument = int | str | None


def enqueue(function: str, *arguments: Argument) -> None:
    """Have a worker call the function once the transaction is committed (入队).

    The job is a row of the same database, written in the same transaction: an undone act queues nothing, and a
    committed one cannot lose its job to a crash in between. Pass keys, not objects. A worker that dies leaves its
    job to be run again, so a job must do no harm when it runs twice.
    """
    if not callable(import_string(function)):
        raise TypeError(f"{function} is not a function.")
    async_task(function, *arguments, task_name=function.rpartition(".")[2])
