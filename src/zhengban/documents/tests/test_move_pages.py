"""The moves as a person makes them: the button, the page that asks, and what comes of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import Cast
from zhengban.access.models import User
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import item_of, open_office, reviewed
from zhengban.notifications.models import Notification
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.models.processes import InstanceState


@pytest.fixture
def document(cast: Cast) -> OutgoingDocument:
    """A document the leader has before him to sign."""
    open_office(cast)
    return reviewed(cast)


@pytest.fixture
def item(document: OutgoingDocument, cast: Cast) -> WorkItem:
    return item_of(cast.leader, document)


@pytest.fixture
def instance(document: OutgoingDocument) -> ProcessInstance:
    found: ProcessInstance = ProcessInstance.objects.about(document).get()
    return found


class Desk:
    """One person at the browser."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, address: str, **fields: object) -> int:
        return int(self.client.post(address, fields).status_code)


def hands(instance: ProcessInstance) -> list[str]:
    rows = WorkItem.objects.opened().filter(instance=instance).order_by("number")
    return [candidate.user.name for row in rows for candidate in row.candidates.order_by("pk")]


def test_the_page_offers_what_may_be_done(document: OutgoingDocument, item: WorkItem, cast: Cast) -> None:
    page = Desk(cast.leader).page(f"/documents/out/{document.pk}/")
    for move in ("delegate", "add-before", "add-after", "jump"):
        assert f"/documents/items/{item.pk}/{move}/" in page
    # A drafter never jumps: nothing grey is drawn that would tell nothing.
    assert "/jump/" not in Desk(cast.drafter).page(f"/documents/out/{document.pk}/")


@pytest.mark.parametrize("move", ["delegate", "add-before", "add-after", "jump"])
def test_every_page_asks_and_says_what_is_missing(item: WorkItem, cast: Cast, move: str) -> None:
    desk = Desk(cast.leader)
    assert desk.page(f"/documents/items/{item.pk}/{move}/")
    assert desk.send(f"/documents/items/{item.pk}/{move}/", opinion="") == 422
    assert hands(item.instance) == ["周明远"]


def test_delegating_and_answering(
    document: OutgoingDocument, item: WorkItem, instance: ProcessInstance, cast: Cast
) -> None:
    leader = Desk(cast.leader)
    sent = leader.send(f"/documents/items/{item.pk}/delegate/", people=cast.stranger.pk, opinion="请先研究")
    assert (sent, hands(instance)) == (302, ["白行简"])

    helper = Desk(cast.stranger)
    page = helper.page(f"/documents/out/{document.pk}/")
    assert "填写意见" in page
    own = item_of(cast.stranger, document)
    assert helper.send(f"/documents/items/{own.pk}/complete/", opinion="") == 422
    assert helper.send(f"/documents/items/{own.pk}/complete/", opinion="建议签发") == 302
    assert hands(instance) == ["周明远"]
    assert "建议签发" in leader.page(f"/documents/out/{document.pk}/")


def test_asking_before_and_relieving(item: WorkItem, instance: ProcessInstance, cast: Cast) -> None:
    leader = Desk(cast.leader)
    people = [cast.second_head.pk, cast.third_head.pk]
    assert leader.send(f"/documents/items/{item.pk}/add-before/", people=people, opinion="请会核") == 302
    assert sorted(hands(instance)) == ["方知夏", "陆景和"]

    asked = WorkItem.objects.opened().get(candidates__user=cast.third_head)
    assert f"/documents/items/{asked.pk}/remove/" in leader.page(f"/documents/out/{instance.subject_id}/")
    assert leader.send(f"/documents/items/{asked.pk}/remove/", opinion="不必会核") == 302
    assert hands(instance) == ["陆景和"]
    assert Notification.objects.filter(user=cast.third_head, text__startswith="已减签").count() == 1
    assert Desk(cast.drafter).send(f"/documents/items/{asked.pk}/remove/") == 409


def test_adding_after(item: WorkItem, instance: ProcessInstance, cast: Cast) -> None:
    sent = Desk(cast.leader).send(
        f"/documents/items/{item.pk}/add-after/", people=[cast.deputy_leader.pk], opinion="同意，请若川同志阅签"
    )
    assert (sent, hands(instance)) == (302, ["沈若川"])


def test_jumping(item: WorkItem, instance: ProcessInstance, cast: Cast) -> None:
    leader = Desk(cast.leader)
    assert leader.send(f"/documents/items/{item.pk}/jump/", to="draft", opinion="") == 422
    assert leader.send(f"/documents/items/{item.pk}/jump/", to="draft", opinion="内容重大变化") == 302
    assert hands(instance) == ["林晚青"]
    assert Desk(cast.drafter).send(f"/documents/items/{item.pk}/jump/", to="sign", opinion="x") == 409


def test_suspending_and_taking_up_again(instance: ProcessInstance, cast: Cast) -> None:
    leader = Desk(cast.leader)
    address = f"/documents/processes/{instance.pk}/suspend/"
    assert leader.send(address, opinion="等待批复") == 422
    assert Desk(cast.drafter).send(address, opinion="等待批复", ground="条例") == 403
    assert leader.send(address, opinion="等待批复", ground="《行政许可法》第四十五条") == 302
    instance.refresh_from_db()
    assert instance.state == InstanceState.SUSPENDED

    page = leader.page(f"/documents/out/{instance.subject_id}/")
    assert f"/documents/processes/{instance.pk}/resume/" in page
    assert leader.send(f"/documents/processes/{instance.pk}/resume/", opinion="已批复") == 302
    instance.refresh_from_db()
    assert instance.state == InstanceState.RUNNING


def test_reminding_readers_and_calling_them_off(instance: ProcessInstance, cast: Cast) -> None:
    leader = Desk(cast.leader)
    people = [cast.second_head.pk, cast.third_head.pk]
    # Who holds the paper gives it to read as well.
    assert leader.send(f"/documents/processes/{instance.pk}/circulate/", people=people) == 302
    first, second = Circulation.objects.order_by("pk")
    address = f"/documents/processes/{instance.pk}/readers/"
    assert "未打开" in leader.page(address)

    assert leader.send(address, act="remind", readings=[first.pk, second.pk]) == 302
    assert Notification.objects.filter(text__startswith="催阅").count() == 2
    assert leader.send(address, act="cancel", readings=[second.pk]) == 302
    assert list(Circulation.objects.outstanding()) == [first]
    assert leader.send(address, act="cancel", readings=[second.pk]) == 422
