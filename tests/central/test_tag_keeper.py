"""Central's list of reasons: used while it is valid, the hall's own before and after."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from edge.clock import SystemClock
from edge.ports import Document
from edge.ratings.keeper import TagKeeper
from edge.ratings.lists import BadListError, built_in, read_list
from tests.web.hall_at_work import HallAtWork

BODY = {"version": "2027.1", "tags": [{"code": "201", "level": 2, "name": "排队时间太长", "name_en": "Long queue"}]}


@dataclass
class Published:
    """`Catalogues` that a test fills."""

    documents: dict[str, Document] = field(default_factory=dict)
    watchers: list[Callable[[str], None]] = field(default_factory=list)

    def newest(self, name: str) -> Document | None:
        return self.documents.get(name)

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        self.watchers.append(callback)
        return lambda: self.watchers.remove(callback)

    def put(self, body: dict[str, Any] | None, valid_until: datetime | None = None) -> None:
        if body is None:
            del self.documents["tags"]
        else:
            self.documents["tags"] = Document("tags", "1", datetime.now(UTC), valid_until, body)
        for watcher in self.watchers:
            watcher("tags")


async def test_the_list_follows_what_central_publishes_withdraws_and_lets_expire() -> None:
    commands, published = HallAtWork(), Published()
    published.put(BODY)
    keeping = asyncio.create_task(TagKeeper(commands, published, SystemClock()).run())
    await asyncio.sleep(1)
    assert commands.hall.tags == read_list(BODY)
    published.put(None)
    await asyncio.sleep(1)
    assert commands.hall.tags == built_in("national-2020")
    published.put(BODY | {"version": "2027.2"}, datetime.now(UTC) + timedelta(days=1))
    await asyncio.sleep(1)
    assert commands.hall.tags.version == "2027.2"
    published.put(BODY | {"version": "2027.3"}, datetime.now(UTC) - timedelta(days=1))
    await asyncio.sleep(1)
    assert commands.hall.tags == built_in("national-2020")
    keeping.cancel()


async def test_a_list_that_cannot_be_used_changes_nothing_and_the_same_again_is_not_adopted_twice() -> None:
    commands, published = HallAtWork(), Published()
    keeping = asyncio.create_task(TagKeeper(commands, published, SystemClock()).run())
    await asyncio.sleep(1)
    assert commands.seq == 0
    published.put({"version": "1", "tags": [{"code": "1", "level": 9, "name": "x"}]})
    await asyncio.sleep(1)
    assert commands.seq == 0
    published.put(BODY)
    published.put(BODY)
    await asyncio.sleep(1)
    assert commands.seq == 1
    keeping.cancel()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": "1", "tags": [{"code": "1", "level": 1, "name": "x"}] * 2},
        {"version": "1", "tags": [{"code": str(number), "level": 1, "name": "x"} for number in range(9)]},
        {"version": "", "tags": []},
        {"version": "1", "tags": [{"code": "a b", "level": 1, "name": "x"}]},
    ],
)
def test_a_wrong_list_is_said_to_be_wrong(body: dict[str, Any]) -> None:
    with pytest.raises(BadListError):
        read_list(body)


def test_the_national_list_is_whole_and_said_in_both_languages() -> None:
    national = built_in("national-2020")
    assert [len(national.of(level)) for level in (5, 4, 3, 2, 1)] == [8] * 5
    assert all(tag.name and tag.name_en for tag in national.tags)
    assert all(tag.code.startswith(str(tag.level)) for tag in national.tags)
