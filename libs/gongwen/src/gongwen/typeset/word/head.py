"""The head of the first page (版头) as paragraphs: what the layout has drawn, each line at its height."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.document import Role
from gongwen.typeset.canvas import Rule, Text, moved
from gongwen.typeset.embedding import ink_height
from gongwen.typeset.head import Head
from gongwen.typeset.measures import ASCENT, LEFT, PAGE_HEIGHT, ROW, TOP, WIDTH
from gongwen.typeset.word.measures import BASELINE, LINE, SPARE, rows, twips
from gongwen.typeset.word.paragraphs import MARK, Setting, indented, paragraph, rule, style_of
from gongwen.typeset.word.placed import lines_of, placed_line
from gongwen.typeset.word.runs import Spacer, written

_RED = "FF0000"
_LABELS = frozenset({Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY})
_LABEL_ROWS = 3
"""The lines of 份号、密级、紧急程度 stay free where a document lacks them, so that adding one moves nothing."""
_ROOM = 12.0
"""Points by which a frame is wider than its text, so that no rounding breaks it in two."""


def head(drawn: Head, spacer: Spacer) -> str:
    """The head as paragraphs that fill as many lines as it takes on the page."""
    if not drawn.rows:
        return ""
    marks = [moved(mark, -LEFT, -TOP) for mark in drawn.marks]
    if any(mark.y < 0 for mark in marks):
        return _letter(drawn, marks, spacer)
    return _flowing(drawn, marks, spacer)


class _Column:
    """Paragraphs one below the other, each with the space that brings its baseline to its place."""

    def __init__(self, spacer: Spacer, top: int = 0, frame: str = "") -> None:
        self.spacer = spacer
        self.parts: list[str] = []
        self.bottom = top
        self.frame = frame
        self.ruled = False

    def blank(self, count: int) -> None:
        self.parts += [paragraph(Setting())] * count
        self.bottom += count * LINE

    def fill(self, bottom: int) -> None:
        """Blank lines down to ``bottom``, the first with what is over."""
        count, over = divmod(bottom - self.bottom, LINE)
        if count:
            self.parts.append(paragraph(Setting(before=over)))
            self.parts += [paragraph(Setting())] * (count - 1)
        self.bottom = bottom

    def line(self, marks: Sequence[Text]) -> None:
        before, line = self._fitted(twips(marks[0].y + ASCENT * marks[0].size), LINE)
        self.parts.append(placed_line(marks, self.spacer, Setting(before=before, line=line)))

    def mark(self, text: Text, left: float) -> None:
        """One line of the red mark, its ink where the layout has it; ``left`` in points from the paragraph's edge."""
        font = self.spacer.names.fonts.file_of(text.face, text.ink_of[0])
        baseline = twips(text.y + ink_height(font, text.ink_of) * text.size)
        before, line = self._fitted(baseline, twips(text.size / BASELINE))
        pieces = self.spacer.placed([text])
        setting = Setting(MARK, before=before, line=line, frame=self.frame, indent=indented(left=twips(left)))
        self.parts.append(paragraph(setting, written(pieces, MARK.look, self.spacer.names)))

    def rule(self, drawn: Rule, left: int, right: int) -> None:
        top, height = twips(drawn.y), twips(drawn.height)
        indent = indented(left=left, right=right) if left or right else ""
        gap = top - self.bottom
        if self.ruled and gap > 0:
            # Space before would be filled too between two rules.
            self.parts.append(paragraph(Setting(line=gap, frame=self.frame)))
            gap = 0
        self.parts.append(rule(height, _RED, frame=self.frame, before=max(0, gap), indent=indent))
        self.bottom = max(top, self.bottom) + height
        self.ruled = True

    def _fitted(self, baseline: int, line: int) -> tuple[int, int]:
        """Space before and height of a line with its baseline there; a lower line where there is no room."""
        top = round(baseline - BASELINE * line)
        if top < self.bottom:
            line = round((baseline - self.bottom) / BASELINE)
            top = self.bottom
        before = top - self.bottom
        self.bottom = top + line
        return before, line if line != LINE else 0


def _flowing(drawn: Head, marks: Sequence[Text | Rule], spacer: Spacer) -> str:
    """The head of the general layout, of orders and of minutes."""
    column = _Column(spacer)
    labels = [line for line in lines_of(marks) if line[0].role in _LABELS]
    for line in labels:
        column.parts.append(placed_line(line, spacer, Setting()))
    column.bottom = len(labels) * LINE
    red = [mark for mark in marks if isinstance(mark, Text) and mark.role is Role.ISSUER_MARK]
    if not red or red[0].y > _LABEL_ROWS * ROW:
        column.blank(_LABEL_ROWS - len(labels))
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    suffix = red[-1] if len(red) > 1 and red[-1].x > red[0].x + 1 else None
    for text in red:
        if text is suffix:
            column.parts.append(_beside(text, spacer))
        else:
            column.mark(text, text.x)
    for line in lines_of(marks):
        if line[0].role not in _LABELS and line[0].role is not Role.ISSUER_MARK:
            column.line(line)
    for one in rules:
        column.rule(one, 0, SPARE)
    column.fill(drawn.rows * LINE)
    return "".join(column.parts)


def _beside(text: Text, spacer: Spacer) -> str:
    """文件 beside the names of a joint mark, in a frame of its own."""
    size = text.size
    font = spacer.names.fonts.file_of(text.face, text.ink_of[0])
    baseline = text.y + ink_height(font, text.ink_of) * size
    top = TOP + baseline - size
    width = WIDTH - text.x + _ROOM
    frame = (
        f'<w:framePr w:w="{twips(width)}" w:h="{twips(size / BASELINE)}" w:hRule="exact" w:wrap="around"'
        f' w:vAnchor="page" w:hAnchor="page" w:x="{twips(LEFT + text.x)}" w:y="{twips(top)}"/>'
    )
    setting = Setting(MARK, line=twips(size / BASELINE), frame=frame)
    return paragraph(setting, written(spacer.placed([text]), MARK.look, spacer.names))


def _letter(drawn: Head, marks: Sequence[Text | Rule], spacer: Spacer) -> str:
    """The head of a letter starts above the type area, so mark and double rule stand in a frame of the page."""
    upper = [mark for mark in marks if isinstance(mark, Rule) and mark.y < drawn.rows * ROW]
    red = [mark for mark in marks if isinstance(mark, Text) and mark.role is Role.ISSUER_MARK]
    lines = [line for line in lines_of(marks) if line[0].role is not Role.ISSUER_MARK]
    labels = any(line[0].role in _LABELS for line in lines)
    roles = _LABELS if labels else frozenset({Role.NUMBER})
    first_row = rows(lines[0][0].y) if lines else 2 * LINE
    left, width = twips(LEFT + upper[0].x), twips(upper[0].width)
    top = twips(min(mark.y for mark in marks)) - 60
    frame = (
        f'<w:framePr w:w="{width}" w:h="{first_row - top}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{left}" w:y="{twips(TOP) + top}"/>'
    )
    framed = _Column(spacer, top, frame)
    for text in red:
        framed.mark(text, text.x - upper[0].x)
    for one in upper:
        framed.rule(one, 0, 0)
    body = _Column(spacer, first_row)
    for line in lines:
        body.parts.append(placed_line([mark for mark in line if mark.role in roles], spacer, Setting()))
        body.bottom += LINE
    if labels:
        body.parts.append(_number_beside(lines[0], first_row, spacer))
    body.fill(drawn.rows * LINE)
    return "".join([*framed.parts, *body.parts])


def _number_beside(line: Sequence[Text], row: int, spacer: Spacer) -> str:
    """The number of a letter at the right of its first label, in a frame, so that each is a paragraph."""
    number = [mark for mark in line if mark.role is Role.NUMBER]
    if not number:
        return ""
    left = twips(LEFT + number[0].x) - twips(_ROOM)
    frame = (
        f'<w:framePr w:w="{twips(LEFT + WIDTH) - left}" w:h="{LINE}" w:hRule="exact" w:wrap="around"'
        f' w:vAnchor="page" w:hAnchor="page" w:x="{left}" w:y="{twips(TOP) + row}"/>'
    )
    style = style_of(Role.NUMBER)
    runs = written(spacer.placed(number), style.look, spacer.names)
    return paragraph(Setting(style, frame=frame, align="right"), runs)


def foot_rules(drawn: Head, spacer: Spacer) -> str:
    """The double rule at the foot of a letter's first page, in a frame of the page."""
    lower = [mark for mark in drawn.marks if isinstance(mark, Rule) and mark.y > PAGE_HEIGHT / 2]
    if not lower:
        return ""
    first = lower[0]
    frame = (
        f'<w:framePr w:w="{twips(first.width)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
        f' w:x="{twips(first.x)}" w:y="{twips(first.y)}"/>'
    )
    column = _Column(spacer, twips(first.y), frame)
    for one in lower:
        column.rule(one, 0, 0)
    return "".join(column.parts)
