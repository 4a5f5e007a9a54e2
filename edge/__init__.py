"""hall-edge: the edge controller of a public service hall."""

__version__ = "0.1.0"
