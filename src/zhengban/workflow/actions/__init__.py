"""Everything that can be done with processes."""

from zhengban.workflow.actions.circulation import cancel_readings, finish_reading, remind_readers, see_reading
from zhengban.workflow.actions.definitions import publish, publish_if_changed
from zhengban.workflow.actions.exceptions import expire, jump, resume, suspend
from zhengban.workflow.actions.handovers import hand_over, undo_handover
from zhengban.workflow.actions.helping import add_after, add_before, delegate, remove
from zhengban.workflow.actions.moves import (
    circulate,
    complete,
    expedite,
    see,
    send_back,
    send_back_straight,
    start,
    terminate,
    transfer,
    withdraw,
)

__all__ = [
    "add_after",
    "add_before",
    "cancel_readings",
    "circulate",
    "complete",
    "delegate",
    "expedite",
    "expire",
    "finish_reading",
    "hand_over",
    "jump",
    "publish",
    "publish_if_changed",
    "remind_readers",
    "remove",
    "resume",
    "see",
    "see_reading",
    "send_back",
    "send_back_straight",
    "start",
    "suspend",
    "terminate",
    "transfer",
    "undo_handover",
    "withdraw",
]
