"""The ticket's life as a picture, printed from the table: `python -m edge.hall.diagram`."""

from edge.hall.terms import Step, TicketState
from edge.hall.transitions import TRANSITIONS

_ANY_OPEN = Step.EXPIRE  # leads out of every open state; one sentence says it better than eight arrows


def mermaid() -> str:
    """Return the table as a Mermaid state diagram, one arrow for all steps between the same two states."""
    steps: dict[tuple[TicketState, TicketState], list[str]] = {}
    for (state, step), after in TRANSITIONS.items():
        if step is not _ANY_OPEN:
            steps.setdefault((state, after), []).append(step.value)
    arrows = [
        f"    {state.name} --> {after.name}: {', '.join(names)}"
        for (state, after), names in sorted(steps.items(), key=_by)
    ]
    ended = [
        f"    {state.name} --> [*]" for state in TicketState if not state.is_open and state is not TicketState.EXPIRED
    ]
    return "\n".join(["stateDiagram-v2", "    [*] --> PRINTING: take", *arrows, *ended])


def _by(arrow: tuple[tuple[TicketState, TicketState], list[str]]) -> tuple[int, int]:
    order = list(TicketState)
    (state, after), _ = arrow
    return order.index(state), order.index(after)


if __name__ == "__main__":
    print(mermaid())  # noqa: T201 - that is what it is for
