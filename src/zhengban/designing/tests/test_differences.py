from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.designing.differences import differences
from zhengban.designing.tests.drawings import latest
from zhengban.documents.tests.lives import open_office
from zhengban.workflow.engine import ProcessDefinition, read

pytestmark = pytest.mark.django_db


def _read(*changes: tuple[str, str]) -> ProcessDefinition:
    xml = latest().xml
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new)
    return read(xml.encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ('rule="role:ARCHIVIST"', 'rule="role:REGISTRAR"'),
            "环节“归档”的办理人由““档案管理”岗位”改为““机要文书”岗位”。",
        ),
        (
            ('ordinary="20" urgent="20"', 'ordinary="30" urgent="20"'),
            "环节“归档”的时限由“平件20个工作日，加急20个工作日，特急20个工作日”"
            "改为“平件30个工作日，加急20个工作日，特急20个工作日”。",
        ),
        (
            (
                'rule="unit_heads_of:countersign_units" quorum="all"',
                'rule="unit_heads_of:countersign_units" quorum="any"',
            ),
            "环节“会签”的办理方式由“全部办理”改为“任一人办理即可”。",
        ),
        (
            ('button="会签" opinion="required"', 'button="会签" opinion="optional"'),
            "环节“会签”的办理意见由“必填”改为“选填”。",
        ),
        (
            ("<conditionExpression>upward<", "<conditionExpression>not upward<"),
            "的条件由“upward”改为“非（upward）”。",
        ),
        (('name="发文办理"', 'name="公文办理"'), "流程名称由“发文办理”改为“公文办理”。"),
    ],
)
def test_a_change_is_said_in_one_sentence(cast: Cast, change: tuple[str, str], said: str) -> None:
    open_office(cast)

    [sentence] = differences(_read(), _read(change))

    assert said in sentence


def test_nothing_changed_says_nothing_and_a_new_process_says_what_it_is(cast: Cast) -> None:
    open_office(cast)

    assert differences(_read(), _read()) == ()
    assert differences(None, _read())[0].startswith("新流程“发文办理”，共")


def test_steps_that_come_and_go_are_named_with_their_ways(cast: Cast) -> None:
    open_office(cast)
    added = _read(
        (
            '<endEvent id="end" name="结束"/>',
            '<endEvent id="end" name="结束"/><userTask id="thank" name="致谢"><extensionElements>'
            '<zb:activity button="致谢"/><zb:who rule="drafter" quorum="one"/></extensionElements></userTask>'
            '<sequenceFlow id="thank_to_end" sourceRef="thank" targetRef="end"/>',
        ),
        ('sourceRef="archive" targetRef="end"', 'sourceRef="archive" targetRef="thank"'),
    )

    assert differences(_read(), added) == (
        "新增环节“致谢”，由拟稿人办理。",
        "新增流向：“致谢”→“结束”。",
        "新增流向：“归档”→“致谢”。",
        "取消流向：“归档”→“结束”。",
    )
    assert differences(added, _read())[0] == "取消环节“致谢”。"
