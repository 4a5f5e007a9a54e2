"""The single writer, and what it remembers of the past."""

from edge.engine.engine import Engine

__all__ = ["Engine"]
