"""A journal read again through the real rules: what happened on its days, and that it adds up."""

from edge.replay.report import NoJournalError, report

__all__ = ["NoJournalError", "report"]
