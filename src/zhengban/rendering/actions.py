"""Typesetting ahead of need, by the system itself."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.gate import create_action
from zhengban.access.models import SYSTEM_USERNAME, User
from zhengban.rendering.forms import Form
from zhengban.rendering.keeping import rendered
from zhengban.rendering.models import RenderedFile


def may_prepare(actor: User) -> Decision:
    """People get what they need typeset as part of their own act."""
    return ALLOWED if actor.username == SYSTEM_USERNAME else Refusal("预排版由系统自动完成。")


@create_action("rendering.prepare", "预排版", allowed=may_prepare, duty=None)
def prepare(*, actor: User, source: str, form: Form) -> RenderedFile:
    """Typeset a source form and keep the file, so that whoever prints it need not wait."""
    return rendered(source, form)
