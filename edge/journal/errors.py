"""Why a journal cannot be opened or understood, apart from a disk that does not do its work."""

from edge.ports import JournalBroken


class JournalInUse(JournalBroken):
    """Another process of this controller has the journal open."""


class NotUnderstood(JournalBroken):
    """A whole entry that this version of the software cannot read: a newer one wrote it."""
