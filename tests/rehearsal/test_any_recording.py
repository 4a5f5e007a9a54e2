"""Whatever a journal holds can be read as a day and played again, and the rules keep their promises on it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.policy import Policy
from edge.hall.terms import TicketClass
from edge.ports import Entry
from edge.rehearsal import rehearse
from edge.rehearsal.recording import NoSuchDayError, Recorded, recorded_day
from tests.hall.test_any_sequence import COMMANDS, TICKETS, Story, tell
from tests.support.campaign import campaign_rounds

DESK = st.sampled_from([1, 2, 3])
ORDINARY_DAY = st.one_of(
    st.builds(c.Take, st.sampled_from([("social",), ("tax",), ("estate",), ("tax", "social")])),
    st.builds(c.Take, st.just(("social",)), st.just(TicketClass.PRIORITY), st.just("elderly")),
    *(st.builds(kind, DESK) for kind in (c.Call, c.Next, c.Start, c.Finish, c.OpenWindow)),
    st.builds(c.Miss, DESK, st.just("nobody came")),
    st.builds(c.Park, DESK, st.just("copies")),
    st.builds(c.Transfer, TICKETS, st.just("elsewhere"), st.just("tax")),
    *(st.builds(kind, TICKETS) for kind in (c.Reinstate, c.Resume, c.Cancel)),
)
STEPS = st.lists(
    st.tuples(st.one_of(ORDINARY_DAY, ORDINARY_DAY, ORDINARY_DAY, COMMANDS), st.integers(0, 400)),
    min_size=20,
    max_size=campaign_rounds(60, 200),
)


def recorded(story: Story) -> Recorded | None:
    entries = [Entry(seq, at, f"{seq}", bytes(16), (event,)) for seq, (at, event) in enumerate(story.history, start=1)]
    try:
        return recorded_day(story.hall.plan, entries)
    except NoSuchDayError:
        return None


@settings(max_examples=campaign_rounds(25, 1_000))
@given(steps=STEPS)
def test_any_history_can_be_played_again(steps: list[tuple[c.Command, int]]) -> None:
    found = recorded(tell(steps, has_printer=False))
    if found is None:
        return
    for policy in (None, Policy(return_after_calls=0, spill_after_s=0)):
        result = rehearse(found.day, policy)
        assert result.broken == ()
        assert result.counts.get("ticket.taken", 0) + result.refused.total() == len(found.day.arrivals)


@settings(max_examples=campaign_rounds(10, 200))
@given(steps=STEPS)
def test_playing_it_again_twice_is_the_same(steps: list[tuple[c.Command, int]]) -> None:
    found = recorded(tell(steps, has_printer=False))
    if found is not None:
        assert rehearse(found.day) == rehearse(replace(found.day))
