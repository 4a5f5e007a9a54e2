"""The names of everything that passes between the hall and central: `hall/{hall}/…`."""

from urllib.parse import quote

ROOT = "hall"
NOTHING = "-"  # an empty level is legal, but several brokers stumble over it

OURS = frozenset({"status", "event", "state", "ack", "cmd", "ask", "reply", "catalogue", "config"})
"""First levels that the contract gives a meaning; an answer may go to none of them."""

MAX_TOPIC_BYTES = 512


def level(raw: str) -> str:
    """Return `raw` as one level of a topic: letters, digits and `_.-~` as they are, all else percent-encoded UTF-8."""
    return quote(raw, safe="") or NOTHING


class Topics:
    """All topics of one hall."""

    def __init__(self, hall: str) -> None:
        self.prefix = f"{ROOT}/{level(hall)}/"
        self.status = self.prefix + "status"
        self.ack = self.prefix + "ack"
        self.batch = self.prefix + "event/batch"
        self.report = self.prefix + "state/report/today"
        self.ratings = self.prefix + "state/rating/today"
        self.heat = self.prefix + "state/heat/today"
        self.commands = self.prefix + "cmd/+"
        self.states = self.prefix + "state/#"
        self.documents = self.prefix + "catalogue/#"
        self._command_prefix = self.prefix + "cmd/"
        self._state_prefix = self.prefix + "state/"
        self._document_prefix = self.prefix + "catalogue/"

    def event(self, kind: str) -> str:
        """Return where events of a kind go: `ticket.called` to `event/ticket/called`."""
        return f"{self.prefix}event/{kind.replace('.', '/')}"

    def window(self, number: int) -> str:
        return f"{self._state_prefix}window/{number}"

    def queue(self, service: str) -> str:
        return f"{self._state_prefix}queue/{level(service)}"

    def device(self, name: str) -> str:
        return f"{self._state_prefix}device/{level(name)}"

    def problem(self, code: str, place: str) -> str:
        return f"{self._state_prefix}problem/{level(code)}/{level(place)}"

    def pending(self, what: str, name: str) -> str:
        """Return where something that waits for somebody stands: `state/reminder/wait/…` by the parts of its name."""
        return f"{self._state_prefix}{what}/{level(name)}"

    def tide(self, window: int) -> str:
        return f"{self._state_prefix}tide/{window}"

    def answer(self, command_id: str) -> str:
        return f"{self.prefix}answer/{level(command_id)}"

    def command(self, topic: str) -> str | None:
        """Return the command's name if `topic` carries one."""
        name = topic.removeprefix(self._command_prefix)
        return name if name != topic and name and "/" not in name else None

    def document(self, topic: str) -> str | None:
        """Return the document's name if `topic` carries one of central's catalogue: appointments, guides/{code}."""
        name = topic.removeprefix(self._document_prefix)
        return name if name != topic and name else None

    def is_state(self, topic: str) -> bool:
        """Whether `topic` holds one of the hall's retained states."""
        return topic.startswith(self._state_prefix)

    def may_answer_to(self, topic: str) -> bool:
        """Whether an asker may have its answer there: under this hall's prefix, beside the contract's own topics."""
        rest = topic.removeprefix(self.prefix)
        if rest == topic or len(topic.encode()) > MAX_TOPIC_BYTES:
            return False
        levels = rest.split("/")
        return levels[0] not in OURS and all(
            part and part.isprintable() and not set(part) & set("+#") for part in levels
        )
