"""Rows of the processes; the engine's marking, kept so that the inbox is one indexed query."""

from zhengban.workflow.models.definitions import ProcessDefinition
from zhengban.workflow.models.handovers import Handover, HandoverLine
from zhengban.workflow.models.items import Circulation, WorkItem, WorkItemCandidate
from zhengban.workflow.models.processes import ProcessInstance, Token, WorkflowEvent

__all__ = [
    "Circulation",
    "Handover",
    "HandoverLine",
    "ProcessDefinition",
    "ProcessInstance",
    "Token",
    "WorkItem",
    "WorkItemCandidate",
    "WorkflowEvent",
]
