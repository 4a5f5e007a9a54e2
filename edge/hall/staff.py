"""Who works in the hall, as everybody may know them, and why a window may pause."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clerk:
    """What a clerk's public card (胸牌) says; `code` is what the clerk signs in with."""

    code: str
    name: str = ""
    number: str = ""
    post: str = ""
    department: str = ""
    photo: str = ""  # file name of a picture, "" where there is none


@dataclass(frozen=True, slots=True)
class Department:
    """Whose matters are done here; `chief` is the clerk who speaks for it (首席事务代表)."""

    code: str
    name: str
    name_en: str = ""
    chief: str = ""


@dataclass(frozen=True, slots=True)
class PauseReason:
    """Why a window calls nobody for a while; only a public one is told to citizens.

    Without a name of its own it is called what the catalogue of sentences calls its code.
    """

    code: str
    is_public: bool = True
    name: str = ""
    name_en: str = ""


PAUSE_REASONS = (
    PauseReason("lunch"),
    PauseReason("short_break"),
    PauseReason("meeting"),
    PauseReason("system_fault"),
    PauseReason("materials"),
    PauseReason("handover"),
    PauseReason("training", is_public=False),
    PauseReason("inspection", is_public=False),
    PauseReason("personal", is_public=False),
)
"""What a hall has that configures none."""
