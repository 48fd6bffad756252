"""Publishing a process definition."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from zhengban.access.gate import create_action, registry
from zhengban.access.models import User
from zhengban.organizations.models import PostKind, Role
from zhengban.workflow import engine, policy
from zhengban.workflow.engine import Activity, Diagnostic, Who, WhoKind
from zhengban.workflow.errors import DefinitionRefused
from zhengban.workflow.models import ProcessDefinition
from zhengban.workflow.position import forget_definitions
from zhengban.workflow.subjects import is_registered


@create_action("workflow.publish", "发布流程", allowed=policy.may_publish, duty=None)
def publish(*, actor: User, xml: str) -> ProcessDefinition:
    """Publish a definition as the next version of its key (发布流程); papers under way stay on theirs."""
    definition = _proven(xml)
    forget_definitions()
    latest = ProcessDefinition.objects.latest_of(definition.key)
    return ProcessDefinition.objects.create(
        key=definition.key,
        version=1 if latest is None else latest.version + 1,
        name=definition.name,
        xml=xml,
        published_at=timezone.now(),
        published_by=actor,
    )


def publish_if_changed(*, actor: User, xml: str) -> ProcessDefinition:
    """The latest version where it says the same already, else a new one: for definitions the system ships."""
    latest: ProcessDefinition | None = ProcessDefinition.objects.latest_of(_proven(xml).key)
    if latest is not None and latest.xml == xml:
        return latest
    return publish(actor=actor, xml=xml)


def _proven(xml: str) -> engine.ProcessDefinition:
    try:
        definition = engine.read(xml.encode())
    except engine.InvalidDefinition as error:
        raise DefinitionRefused(error.diagnostics) from error
    faults = unknown_names(definition)
    if faults:
        raise DefinitionRefused(faults)
    return definition


def unknown_names(definition: engine.ProcessDefinition) -> list[Diagnostic]:
    """What the drawing names and the system does not know: the process itself, acts, roles, posts."""
    faults = [fault for activity in definition.activities for fault in _unknown(activity)]
    if not is_registered(definition.key):
        faults.insert(0, Diagnostic(definition.key, definition.name, 0, "没有业务使用这个流程标识"))
    return faults


def _unknown(activity: Activity) -> Iterator[Diagnostic]:
    """What the engine cannot know: whether the acts, roles and posts a definition names exist."""

    def fault(message: str) -> Diagnostic:
        return Diagnostic(activity.id, activity.name, activity.line, message)

    for code in (activity.action, activity.undo):
        if code and code not in registry:
            yield fault(f"业务动作“{code}”不存在")
    rules: list[Who | None] = [activity.who, activity.who.among, activity.circulate]
    rules += [variable.among for variable in activity.variables]
    for rule in rules:
        if rule is None:
            continue
        if rule.kind is WhoKind.ROLE and rule.argument not in Role.values:
            yield fault(f"岗位“{rule.argument}”不存在")
        if rule.kind is WhoKind.POST_KIND and rule.argument not in PostKind.values:
            yield fault(f"职务类别“{rule.argument}”不存在")
