"""Documents of central's catalogue as they come, `{version, valid_until, body}`, and as they lie on disk."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from edge.ports import Document

LARGEST_DOCUMENT = 1024 * 1024  # bytes; brokers drop, or hang up on, more


class DocumentMessage(BaseModel):
    """What central publishes, retained, under `catalogue/{name}`."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    version: Annotated[str, Field(min_length=1, max_length=64)]
    valid_until: AwareDatetime | None = None
    body: dict[str, Any]


class KeptDocument(DocumentMessage):
    """One document as it is kept: what central said, under which name, and when it came."""

    name: Annotated[str, Field(min_length=1, max_length=128)]
    received_at: AwareDatetime

    def document(self) -> Document:
        """Return the value that the rooms know."""
        return Document(self.name, self.version, self.received_at, self.valid_until, self.body)


def read_document(name: str, payload: bytes, received_at: datetime) -> Document:
    """Return what central published; ValueError with a sentence that quotes nothing of it."""
    if len(payload) > LARGEST_DOCUMENT:
        raise ValueError(f"{len(payload)} bytes are more than the {LARGEST_DOCUMENT} that a document may have")
    said = DocumentMessage.model_validate_json(payload)
    return Document(name, said.version, received_at, said.valid_until, said.body)


def pack(document: Document) -> bytes:
    """Return a document as it is kept."""
    kept = KeptDocument(
        name=document.name,
        version=document.version,
        received_at=document.received_at,
        valid_until=document.valid_until,
        body=dict(document.body),
    )
    return kept.model_dump_json().encode()


def unpack(packed: bytes) -> Document:
    """Return a document that was kept; ValueError if the file is damaged."""
    return KeptDocument.model_validate_json(packed).document()
