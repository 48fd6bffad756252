"""How many must act: so many, a share, in order, and one who can veto; opinions are kept by round."""

import pytest

from zhengban.workflow import engine
from zhengban.workflow.engine import ItemState, ProcessState

from .drawing import Exclusive, Sequence, Task, draw
from .office import Office, Walk

SIGNERS = (11, 12, 13, 14)
OUTCOMES = (
    '<zb:outcome code="agree" label="同意"/><zb:outcome code="reserve" label="保留意见"/>'
    '<zb:outcome code="disagree" label="不同意"/>'
)
VETO = OUTCOMES.replace('label="不同意"', 'label="不同意" veto="true"')


def panel(quorum: str, outcomes: str = OUTCOMES) -> Walk:
    """会签（四人）→ 通过则签发, 否则退稿."""
    xml = draw(
        Task("sign", "role:sign", quorum, 'result="verdict"', outcomes),
        Exclusive(("verdict == 'disagree'",), (Task("refused"), Sequence(()))),
        Task("issue"),
    )
    return Walk(xml, Office({"sign": SIGNERS, "refused": (1,), "issue": (2,)}))


def vote(walk: Walk, **votes: str) -> set[str]:
    """Vote in turn; who holds it after."""
    for name, outcome in votes.items():
        walk.complete("sign", int(name.removeprefix("p")), outcome=outcome)
    return {activity for activity, _ in walk.hands}


@pytest.mark.parametrize(
    ("quorum", "votes", "after"),
    [
        ("all", {"p11": "agree", "p12": "agree", "p13": "agree"}, "sign"),
        ("all", {"p11": "agree", "p12": "disagree", "p13": "agree", "p14": "agree"}, "refused"),
        ("any", {"p13": "agree"}, "issue"),
        ('count" needed="2', {"p11": "disagree"}, "sign"),
        ('count" needed="2', {"p11": "agree", "p12": "agree"}, "issue"),
        # Three of four have to agree.
        ('count" needed="3" counted="agree', {"p11": "agree", "p12": "disagree", "p13": "agree"}, "sign"),
        (
            'count" needed="3" counted="agree',
            {"p11": "agree", "p12": "disagree", "p13": "agree", "p14": "agree"},
            "issue",
        ),
        # Two against: three can no longer be reached, so nobody is asked in vain.
        ('count" needed="3" counted="agree', {"p11": "disagree", "p12": "disagree"}, "refused"),
        # Half and more; reservations count as consent here.
        ('percent" needed="50" counted="agree reserve', {"p11": "agree", "p12": "reserve"}, "issue"),
        ('percent" needed="51" counted="agree', {"p11": "agree", "p12": "agree"}, "sign"),
        ('percent" needed="51" counted="agree', {"p11": "agree", "p12": "agree", "p13": "agree"}, "issue"),
        # More than there are means all of them.
        ('count" needed="9', {"p11": "agree", "p12": "agree", "p13": "agree", "p14": "agree"}, "issue"),
    ],
)
def test_when_it_is_decided(quorum, votes, after):
    assert vote(panel(quorum), **votes) == {after}


@pytest.mark.parametrize("quorum", ["all", "order", 'count" needed="4', 'percent" needed="100'])
def test_one_veto_decides_at_once(quorum):
    walk = panel(quorum, VETO)
    assert vote(walk, p11="agree", p12="disagree") == {"refused"}
    open_after = [item.state for item in walk.marking.items if item.group.people[0] in (13, 14)]
    assert set(open_after) <= {ItemState.RELIEVED}


def test_people_act_in_order():
    walk = panel("order")
    assert walk.hands == {("sign", (11,))}
    assert vote(walk, p11="agree", p12="agree", p13="agree") == {"sign"}
    assert walk.hands == {("sign", (14,))}
    assert vote(walk, p14="agree") == {"issue"}


def test_who_acts_in_order_takes_back_only_before_the_next_has_looked():
    walk = panel("order")
    vote(walk, p11="agree")
    walk.withdraw("sign", 11)
    assert walk.hands == {("sign", (11,))}
    vote(walk, p11="agree")
    walk.apply(engine.See(by=12, at=walk.at, item=walk.held("sign", 12).number))
    with pytest.raises(engine.CannotWithdraw):
        walk.withdraw("sign", 11)


def test_one_added_in_order_comes_before_the_next():
    walk = panel("order")
    walk.complete("sign", 11, outcome="agree", then=(20,))
    assert walk.hands == {("sign", (20,))}
    walk.complete("sign", 20, outcome="agree")
    assert walk.hands == {("sign", (12,))}


def test_each_round_keeps_its_own_votes():
    xml = draw(Task("draft"), Task("sign", "role:sign", 'count" needed="2', "", OUTCOMES), Task("issue"))
    walk = Walk(xml, Office({"draft": (1,), "sign": SIGNERS, "issue": (2,)}))
    walk.complete("draft", 1)
    vote(walk, p11="agree", p12="disagree")
    walk.send_back("issue", 2, "draft")
    walk.complete("draft", 1)
    assert vote(walk, p13="agree") == {"sign"}
    assert vote(walk, p14="agree") == {"issue"}
    votes = [
        (item.round, item.holder, item.outcome, item.superseded) for item in walk.marking.items if item.outcome
    ]
    assert votes == [
        (1, 11, "agree", True),
        (1, 12, "disagree", True),
        (2, 13, "agree", False),
        (2, 14, "agree", False),
    ]


def test_who_takes_back_the_deciding_vote_brings_back_those_it_relieved():
    walk = panel('count" needed="2')
    vote(walk, p11="agree", p12="agree")
    walk.withdraw("sign", 12)
    assert walk.hands == {("sign", (12,)), ("sign", (13,)), ("sign", (14,))}
    assert vote(walk, p13="agree") == {"issue"}


def test_who_returned_straight_is_counted_with_those_who_had_signed():
    xml = draw(Task("draft"), Task("sign", "role:sign", "all", 'result="verdict"', OUTCOMES), Task("issue"))
    walk = Walk(xml, Office({"draft": (1,), "sign": SIGNERS, "issue": (2,)}))
    walk.complete("draft", 1)
    vote(walk, p11="disagree")
    walk.send_back_straight("sign", 12, "draft")
    walk.complete("draft", 1)
    vote(walk, p12="agree", p13="agree", p14="agree")
    assert walk.marking.variables["verdict"] == "disagree"
    assert walk.marking.state is ProcessState.RUNNING
