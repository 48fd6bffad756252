"""The front matter (文头) of the source form: YAML whose every scalar is text, without aliases, shallow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from gongwen.document.elements import Element

MAX_FRONT_MATTER = 64 * 1024
_MAX_DEPTH = 4
_NULL = "tag:yaml.org,2002:null"
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


class InvalidSource(ValueError):
    """The text is not a source form; the message is one Chinese sentence naming the key or line."""


class _Loader(yaml.SafeLoader):
    """Safe YAML that leaves scalars as written: a copy number 000123 is no octal, 否 no boolean.

    Without aliases and deep nesting, so that a small head cannot grow into a large one.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise InvalidSource("文头不支持 YAML 别名（& 和 *）。")
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise InvalidSource("文头嵌套过深。")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise InvalidSource("文头的要素名应是文字。")
            if key.value in seen:
                raise InvalidSource(f"文头中“{key.value}”出现两次。")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    """Lists and inner mappings on one line, an element a line, unusual line ends as escapes."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = '"' if any(sign in data for sign in "\n\x85\u2028\u2029") else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        return super().represent_sequence(tag, sequence, flow_style=True)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping, flow_style=bool(self.represented_objects))


_Dumper.add_representer(str, _Dumper.represent_str)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
)


def split_source(text: str) -> tuple[str, int, int] | None:
    """The front matter, its offset, and the offset of what follows; None where there is no front matter."""
    match = _FENCE.match(text)
    if match is None:
        return None
    return match["head"], match.start("head"), match.end()


def load_front_matter(head: str) -> dict[str, Any]:
    """The front matter as text, lists of text and mappings of text; raises InvalidSource."""
    node = _compose(head)
    loader = _Loader("")
    try:
        values: dict[str, Any] = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise InvalidSource("文头中有无法识别的值，请检查引号和“!”标记。") from error
    finally:
        loader.dispose()
    for value in _leaves(values):
        if not isinstance(value, str | None):
            raise InvalidSource("文头中不支持 YAML 类型标记（!!）。")
    return values


def dump_front_matter(values: dict[str, Any]) -> str:
    """Write the front matter; ``load_front_matter`` of it gives the same texts."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def locate_front_matter(head: str, offset: int) -> Iterator[Element]:
    """Each value of the front matter with its place in a text where the head starts at ``offset``."""
    for key, value in _compose(head).value:
        yield from _located(str(key.value), value, head, offset)


def _compose(head: str) -> yaml.MappingNode:
    if len(head) > MAX_FRONT_MATTER:
        raise InvalidSource("文头过长，请检查“---”是否成对。")
    try:
        node = yaml.compose(head, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        where = f"第{error.problem_mark.line + 2}行" if error.problem_mark is not None else "文头"
        raise InvalidSource(f"{where}不符合 YAML 写法。") from error
    except yaml.YAMLError as error:
        raise InvalidSource("文头中有不允许的控制字符。") from error
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        raise InvalidSource("文头应是“要素: 内容”的形式。")
    return node


def _located(name: str, node: yaml.Node, head: str, offset: int) -> Iterator[Element]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _located(name, item, head, offset)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _located(f"{name}.{key.value}", value, head, offset)
    elif isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif node.style in ("|", ">"):
            start = head.find("\n", start, end) + 1 or end
        raw = head[start:end]
        value = raw.strip()
        if value and node.tag != _NULL:
            start += offset + len(raw) - len(raw.lstrip())
            yield Element(name, value, start, start + len(value))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value
