"""Everything that can be done with processes."""

from zhengban.workflow.actions.circulation import finish_reading, see_reading
from zhengban.workflow.actions.definitions import publish, publish_if_changed
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
    "circulate",
    "complete",
    "expedite",
    "finish_reading",
    "publish",
    "publish_if_changed",
    "see",
    "see_reading",
    "send_back",
    "send_back_straight",
    "start",
    "terminate",
    "transfer",
    "withdraw",
]
