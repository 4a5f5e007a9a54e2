"""Whole days of a hall played through the real engine in simulated time: drawn by chance, or recorded in a journal."""

from edge.rehearsal.day import Arrival, Day, DeskStep, Ending, Stay
from edge.rehearsal.drawing import draw_day
from edge.rehearsal.halls import city, county
from edge.rehearsal.result import Result, Spread, Wait, spread
from edge.rehearsal.run import rehearse, run

__all__ = [
    "Arrival",
    "Day",
    "DeskStep",
    "Ending",
    "Result",
    "Spread",
    "Stay",
    "Wait",
    "city",
    "county",
    "draw_day",
    "rehearse",
    "run",
    "spread",
]
