"""Who signs in person (签发人署名): a post and a name, as under an order 命令 or a bill 议案."""

from __future__ import annotations

import re

_PERSON = re.compile(r"[\u4e00-\u9fa5]{2,10}\s+[\u4e00-\u9fa5·]\s?[\u4e00-\u9fa5·]{1,3}")
_POST = re.compile(
    r"代?(?:[省市县区州旗镇乡]长|[\u4e00-\u9fa5]{0,4}主任|[\u4e00-\u9fa5]{0,4}书记|主席|院长|检察长|局长|厅长|部长)"
)
_POST_AND_NAME = re.compile(rf"(?P<post>{_POST.pattern})(?P<name>[\u4e00-\u9fa5][\u4e00-\u9fa5·]{{1,3}})")


def signer_of(text: str) -> str:
    """Who signs in person, as ``市长 林致远`` however it is spaced; empty where nobody does."""
    if named := _POST_AND_NAME.fullmatch("".join(text.split())):
        return f"{named['post']} {named['name']}"
    if _PERSON.fullmatch(text):
        post, *name = text.split()
        return f"{post} {''.join(name)}"
    return text if _POST.fullmatch(text) else ""
