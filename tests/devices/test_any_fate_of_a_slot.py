"""Whatever devices do in whatever order: a slot keeps to its table, opens one at a time, and gets well again."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from edge.devices.states import TABLE, SlotState
from tests.devices.scripted import Hall, Script, device_of, running
from tests.support.virtual_loop import VirtualLoop

ERRORS = st.sampled_from(
    [
        LinkLost("silent"),
        LinkLost("device_absent"),
        DeviceBusy("port_in_use"),
        DeviceRejected("wrong_device"),
        ZeroDivisionError("a bug"),
        ExceptionGroup("several", [LinkLost("silent"), LinkLost("link_lost")]),
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("says"), ERRORS),
        st.tuples(st.just("retry"), st.none()),
        st.tuples(st.just("job"), st.one_of(st.none(), ERRORS)),
        st.tuples(st.just("wait"), st.floats(0.0, 100.0)),
    ),
    max_size=12,
)


async def live(openings: list[Exception], steps: Sequence[tuple[str, object]]) -> None:
    script = Script(openings=list(openings))
    async with running(device_of(script)) as hall:
        jobs = [asyncio.create_task(take(hall, script, *step)) for step in steps if step[0] == "job"]
        for step in steps:
            await take(hall, script, *step)
        while script.openings or hall.status().state != "ready":
            hall.slots.retry("one")
            await asyncio.sleep(0.1)
        assert hall.status().problem == ""
        await asyncio.wait({asyncio.create_task(asyncio.sleep(0)), *jobs})
    states = [SlotState(state) for state in hall.states()]
    assert all(then in TABLE[before].values() for before, then in pairwise(states))
    assert not script.is_open
    assert script.at_once == 0


async def take(hall: Hall, script: Script, kind: str, what: object) -> None:
    if kind == "says" and isinstance(what, Exception):
        script.says.put_nowait(what)
    elif kind == "retry":
        hall.slots.retry("one")
    elif kind == "job":
        if isinstance(what, Exception):
            script.jobs.append(what)
        await hall.slots.act("one", "test")
    elif isinstance(what, float):
        await asyncio.sleep(what)
    await asyncio.sleep(0.01)


@given(st.lists(ERRORS, max_size=5), STEPS)
def test_a_slot_survives_any_fate(openings: list[Exception], steps: list[tuple[str, object]]) -> None:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(live(openings, steps))
