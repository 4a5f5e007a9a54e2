"""What central publishes for the hall: taken in, kept through a restart, withdrawn, and never current when expired."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from edge.central.address import Address
from edge.central.catalogues import EXPIRED, MOST_DOCUMENTS, REFUSED, KeptCatalogues
from edge.central.documents import LARGEST_DOCUMENT
from tests.central import scripted_broker as s
from tests.central.small_hall import BEGAN, HALL, SmallHall, small_hall
from tests.central.test_central_bridge import bridged
from tests.support.waiting import until

pytestmark = pytest.mark.real_time  # the disk is on threads of its own


def payload(version: str = "1", *, valid_until: str | None = None, **body: Any) -> bytes:
    return json.dumps({"version": version, "valid_until": valid_until, "body": body}).encode()


def no_odd_days(body: Mapping[str, Any]) -> None:
    if body.get("days") == "odd":
        raise ValueError("days: this is no list")


@asynccontextmanager
async def kept(hall: SmallHall, folder: Path) -> AsyncIterator[KeptCatalogues]:
    catalogues = KeptCatalogues(folder, hall.engine, hall.around.clock, {"calendar": no_odd_days})
    await catalogues.load()
    task = asyncio.create_task(catalogues.run())
    try:
        yield catalogues
    finally:
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()


async def test_a_document_is_there_as_soon_as_it_is_heard_and_its_watchers_are_told(tmp_path: Path) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        told: list[str] = []
        stop = catalogues.watch(told.append)
        assert catalogues.newest("guides/social") is None
        catalogues.hear("guides/social", payload("7", title="社会保险"))
        await until(lambda: told == ["guides/social"])
        document = catalogues.newest("guides/social")
        assert document is not None
        assert (document.version, document.body) == ("7", {"title": "社会保险"})
        assert document.is_current(BEGAN + timedelta(days=1000))
        stop()
        catalogues.hear("guides/social", payload("8"))
        await until(lambda: catalogues.counts["accepted"] == 2)
        assert told == ["guides/social"]


async def test_it_survives_a_restart_without_a_network_and_keeps_its_age(tmp_path: Path) -> None:
    async with small_hall() as hall:
        async with kept(hall, tmp_path) as catalogues:
            catalogues.hear("calendar", payload("1", days=["2026-11-23"]))
            catalogues.hear("guides/social", payload("3"))
            await until(lambda: catalogues.counts["accepted"] == 2)
            before = catalogues.newest("calendar")
        async with kept(hall, tmp_path) as again:
            assert again.newest("calendar") == before
            assert again.newest("guides/social") is not None


async def test_the_same_again_after_each_connect_is_neither_news_nor_written(tmp_path: Path) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        catalogues.hear("tags", payload("1", list=[1]))
        await until(lambda: catalogues.counts["accepted"] == 1)
        first = catalogues.newest("tags")
        catalogues.hear("tags", payload("1", list=[1]))
        catalogues.hear("calendar", payload("1"))
        await until(lambda: catalogues.newest("calendar") is not None)
        assert catalogues.newest("tags") is first
        assert catalogues.counts["accepted"] == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (b"{", "payload"),
        (b"[]", "payload"),
        (b'{"version": "", "body": {}}', "version"),
        (b'{"version": "2", "body": []}', "body"),
        (b'{"version": "2", "valid_until": "2026-11-22T09:00:00", "body": {}}', "valid_until"),
        (payload("2", days="odd"), "this is no list"),
        (payload("2", days="x" * LARGEST_DOCUMENT), "bytes are more than"),
    ],
)
async def test_a_bad_document_is_a_problem_and_the_last_good_one_stays(tmp_path: Path, wrong: bytes, says: str) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        problems = hall.engine.hall.state.problems
        catalogues.hear("calendar", payload("1", days=[]))
        await until(lambda: catalogues.newest("calendar") is not None)
        catalogues.hear("calendar", wrong)
        await until(lambda: (REFUSED, "catalogue/calendar") in problems)
        assert says in problems[REFUSED, "catalogue/calendar"].detail
        assert catalogues.counts["refused"] == 1
        good = catalogues.newest("calendar")
        assert good is not None
        assert good.version == "1"
        catalogues.hear("calendar", payload("1", days=[]))
        await until(lambda: (REFUSED, "catalogue/calendar") not in problems)


async def test_what_is_wrong_is_told_without_quoting_what_was_sent(tmp_path: Path) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        catalogues.hear("appointments", b'{"version": {"name": "Zhang San"}, "body": "110101199003070011"}')
        await until(lambda: bool(hall.engine.hall.state.problems))
        (problem,) = hall.engine.hall.state.problems.values()
        assert "Zhang" not in problem.detail
        assert "1101" not in problem.detail


async def test_a_cleared_topic_withdraws_its_document_for_good(tmp_path: Path) -> None:
    async with small_hall() as hall:
        async with kept(hall, tmp_path) as catalogues:
            told: list[str] = []
            catalogues.hear("tags", payload())
            await until(lambda: catalogues.newest("tags") is not None)
            catalogues.watch(told.append)
            catalogues.hear("tags", b"")
            await until(lambda: told == ["tags"])
            assert catalogues.newest("tags") is None
            catalogues.hear("never-there", b"")
        async with kept(hall, tmp_path) as again:
            assert again.newest("tags") is None


async def test_a_document_that_expires_is_no_longer_current_and_somebody_is_told(tmp_path: Path) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        problems, clock = hall.engine.hall.state.problems, hall.around.clock
        soon = (clock.now() + timedelta(seconds=0.3)).isoformat()
        told: list[str] = []
        catalogues.watch(told.append)
        catalogues.hear("appointments", payload("1", valid_until=soon))
        await until(lambda: (EXPIRED, "catalogue/appointments") in problems)
        document = catalogues.newest("appointments")
        assert document is not None
        assert not document.is_current(clock.now())
        await until(lambda: told == ["appointments", "appointments"])
        later = (clock.now() + timedelta(hours=1)).isoformat()
        catalogues.hear("appointments", payload("2", valid_until=later))
        await until(lambda: not problems)


async def test_a_damaged_file_is_left_out_and_comes_again_from_central(tmp_path: Path) -> None:
    async with small_hall() as hall:
        async with kept(hall, tmp_path) as catalogues:
            catalogues.hear("guides/a", payload("1"))
            catalogues.hear("guides/b", payload("1"))
            await until(lambda: catalogues.counts["accepted"] == 2)
        (tmp_path / "guides%2Fa.json").write_bytes(b'{"version": "1", "bo')
        async with kept(hall, tmp_path) as again:
            assert (again.newest("guides/a"), again.counts["damaged"]) == (None, 1)
            assert again.newest("guides/b") is not None
            again.hear("guides/a", payload("1"))
            await until(lambda: again.newest("guides/a") is not None)


async def test_a_name_that_is_none_and_one_too_many_are_refused(tmp_path: Path) -> None:
    async with small_hall() as hall, kept(hall, tmp_path) as catalogues:
        catalogues.hear("guides/" + "长" * 50, payload())
        await until(lambda: catalogues.counts["refused"] == 1)
        for number in range(MOST_DOCUMENTS):
            catalogues._documents[f"guides/{number}"] = catalogues._read("tags", payload())
        catalogues.hear("tags", payload())
        await until(lambda: catalogues.counts["refused"] == 2)
        assert catalogues.newest("tags") is None


async def test_a_disk_that_refuses_costs_the_memory_of_it_only(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_bytes(b"")
    async with small_hall() as hall, kept(hall, nowhere) as catalogues:
        catalogues.hear("tags", payload())
        await until(lambda: catalogues.newest("tags") is not None)
        assert catalogues.counts["not_written"] == 1


async def test_the_bridge_hears_the_whole_catalogue_of_its_own_hall(tmp_path: Path) -> None:
    broker = s.ScriptedBroker()
    async with s.scripted(broker), small_hall() as hall, kept(hall, tmp_path) as catalogues:
        address = Address("127.0.0.1", broker.port)
        async with bridged(hall, address, hear_document=catalogues.hear) as bridge:
            await until(lambda: bridge.status().is_connected)
            sent = [
                broker.deliver(f"hall/{HALL}/catalogue/guides/social", payload("4"), is_retained=True),
                broker.deliver(f"hall/{HALL}/catalogue/calendar", payload("5")),
                broker.deliver("hall/another/catalogue/tags", payload("6")),
            ]
            await until(lambda: catalogues.counts["accepted"] == 2)
            await until(lambda: broker.acknowledged == sent)
            assert catalogues.newest("tags") is None
