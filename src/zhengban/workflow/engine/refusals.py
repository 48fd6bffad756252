"""Why a move is refused (不予办理的原因): each class is one reason, its text the sentence the user reads."""


class MoveRefused(Exception):
    """A move the process does not allow; nothing has changed."""


class ProcessClosed(MoveRefused):
    def __init__(self) -> None:
        super().__init__("流程已经结束，不能再办理。")


class ProcessSuspended(MoveRefused):
    def __init__(self) -> None:
        super().__init__("流程已挂起，恢复后才能办理。")


class StaleItem(MoveRefused):
    """The item is no longer open: somebody was first, or it has been taken back."""

    def __init__(self, item: int) -> None:
        self.item = item
        super().__init__("该待办已不在办理中。")


class NotHolder(MoveRefused):
    def __init__(self, activity: str) -> None:
        self.activity = activity
        super().__init__(f"您不是“{activity}”环节的办理人。")


class NotOffered(MoveRefused):
    def __init__(self, activity: str, move: str) -> None:
        self.activity = activity
        super().__init__(f"“{activity}”环节不提供“{move}”。")


class NotEarlier(MoveRefused):
    def __init__(self, activity: str) -> None:
        self.activity = activity
        super().__init__(f"“{activity}”不是本件此前办理过的环节，不能退回到该环节。")


class NoStraightBack(MoveRefused):
    """Straight back would skip a branch or an act of law."""


class CannotUndo(MoveRefused):
    """A registered act with legal effect lies in between and has no counterpart that undoes it."""

    def __init__(self, activity: str) -> None:
        self.activity = activity
        super().__init__(f"“{activity}”已经办理完毕且不可撤销，不能退到该环节之前或重办该环节。")


class CannotWithdraw(MoveRefused):
    """What followed has been touched, or there is nothing to take back."""


class CannotRemove(MoveRefused):
    """Somebody else added them, or nobody would be left."""


class CannotJump(MoveRefused):
    """The place to jump to has no clear position beside what is going on."""


class NoWayOn(MoveRefused):
    """No condition at a gateway holds; published processes have a way for every answer."""

    def __init__(self, gateway: str) -> None:
        super().__init__(f"“{gateway}”的各条件都不成立，无法继续流转，请检查所填内容。")


class NoOneToHandle(MoveRefused):
    """Nobody would hold the paper next (无人办理): the people set is empty or the post has vanished."""

    def __init__(self, activity: str, label: str = "") -> None:
        self.activity = activity
        self.label = label
        where = f"（{label}）" if label else ""
        super().__init__(f"“{activity}”环节{where}找不到办理人，请先指定办理人或联系管理员设置岗位。")


class NobodyChosen(NoOneToHandle):
    """The handler must choose who comes next and has not."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.args = (f"请选择“{activity}”环节的办理人。",)


class InvalidEntry(MoveRefused):
    """A field of the handling form is missing or wrong; ``field`` says which."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)
