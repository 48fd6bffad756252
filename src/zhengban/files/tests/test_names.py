from __future__ import annotations

import pytest

from zhengban.files.kinds import FileKind
from zhengban.files.names import clean_name, name_for


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("关于做好汛期值班的通知.docx", "关于做好汛期值班的通知.docx"),
        ("C:\\文件\\通知.docx", "通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("通知\r\nX-Evil: 1.docx", "通知X-Evil_ 1.docx"),
        ("通知\u202excod.exe", "通知xcod.exe"),
        ("通\x00知\ud800.pdf", "通知.pdf"),
        ('a<b>"c|?*.pdf', "a_b__c___.pdf"),
        ("  .. ", "未命名"),
        ("", "未命名"),
        (".pdf", "pdf"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_name_without_an_ending_gets_the_usual_one() -> None:
    assert name_for("通知", FileKind.JPEG) == "通知.jpg"
    assert name_for("通知.jpeg", FileKind.JPEG) == "通知.jpeg"
