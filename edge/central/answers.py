"""What an asker hears: `{id, ok, result}`, or `{id, ok: false, error: {code, message, fields}}`."""

from collections.abc import Mapping
from typing import Any

from edge.central.payloads import encode, plain
from edge.hall.refusal import Refused
from edge.texts import refused as refused_words


def accepted(command_id: str, result: Mapping[str, Any]) -> bytes:
    """Return the answer to what was done."""
    return encode({"id": command_id, "ok": True, "result": plain(result)})


def refused(command_id: str, refusal: Refused) -> bytes:
    """Return the answer to what was not done; `message` is Chinese, `message_en` the same in English."""
    fields = {name: _fact(value) for name, value in refusal.facts.items()}
    error = {
        "code": refusal.code,
        "message": refused_words(refusal.code, refusal.facts),
        "message_en": refused_words(refusal.code, refusal.facts, "en"),
        "fields": fields,
    }
    return encode({"id": command_id, "ok": False, "error": error})


def _fact(value: object) -> Any:
    try:
        return plain(value)
    except TypeError:
        return str(value)
