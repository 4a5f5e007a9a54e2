"""A catalogue in memory, with appointments as central would publish them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from edge.ports import Document


@dataclass
class Shelf:
    """`edge.ports.Catalogues` that a test fills."""

    documents: dict[str, Document] = field(default_factory=dict)
    watchers: list[Callable[[str], None]] = field(default_factory=list)

    def newest(self, name: str) -> Document | None:
        return self.documents.get(name)

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        self.watchers.append(callback)
        return lambda: self.watchers.remove(callback)

    def put(self, document: Document) -> None:
        """Let a document come."""
        self.documents[document.name] = document
        for watcher in tuple(self.watchers):
            watcher(document.name)


def appointment(name: str, start: datetime, minutes: int = 30, **more: Any) -> dict[str, Any]:
    """Return one entry of the document."""
    end = start + timedelta(minutes=minutes)
    return {"id": name, "service": "social", "start": start.isoformat(), "end": end.isoformat(), **more}


def published(*entries: dict[str, Any], now: datetime, hours: float | None = None, version: str = "1") -> Document:
    """Return the document, valid for `hours`."""
    until = None if hours is None else now + timedelta(hours=hours)
    return Document("appointments", version, now, until, {"appointments": list(entries)})
