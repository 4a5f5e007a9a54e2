"""Self-calibration: the range that is told is moved by what came true until it holds four waits in five.

Waits are compared with their estimates in spreads, a spread being how far a wait may well lie from its estimate: many
windows and short turns make a small one. For each class and horizon a band of three numbers is kept: where a tenth of
actual waits lies below, half, and a tenth above. Each judged wait moves the ends a little: the end that was overrun by
nine steps, the one that held by one step back. So in the long run a tenth overruns each end, whatever the hall is like,
and rounding to whole steps of minutes is part of what is calibrated. (This is online quantile tracking, which conformal
prediction uses to keep its promise when the world drifts.)
"""

from math import ceil, floor, sqrt

from edge.hall.experience import Band, Experience, Told
from edge.hall.terms import TicketClass

AIM = 0.8  # of actual waits lie within the range that was told
TAIL = (1 - AIM) / 2
STEP_MIN = 5  # ranges are rounded to this …
COARSE_STEP_MIN = 10  # … and to this beyond an hour
COARSE_FROM_MIN = 60
AT_ONCE_S = 1.0  # a shorter wait is none: a window is free
LEAST_SPREAD_S = 90.0
DRIFT = 0.1  # of an estimate: what paces and latecomers of a higher class make of it, however many windows there are
HORIZONS_MIN = (5.0, 10.0, 20.0, 40.0, 80.0)  # estimates up to each of these are calibrated together
BEGINNING = (-0.9, 0.0, 1.3)  # ends and middle where nothing has been judged yet, in spreads
FIRST_STEP, LAST_STEP = 0.5, 0.04  # in spreads, of the ends; from the first judged wait to the sixtieth
MIDDLE = 0.1  # of a step: the walk is nearly right in the middle, and more haste would only make it restless


def spread_of(walked_s: float, interval_s: float) -> float:
    """Return how far from an estimate a wait may well lie, where a turn ends every `interval_s`."""
    return sqrt(LEAST_SPREAD_S**2 + walked_s * interval_s + (DRIFT * walked_s) ** 2)


def tell(experience: Experience, ticket_class: TicketClass, walked_s: float, spread_s: float) -> Told:
    """Return what is told where the walk gives this estimate."""
    if walked_s < AT_ONCE_S:
        return Told(0, STEP_MIN, 0.0, 0.0, spread_s)
    band = experience.bands.get(_key(ticket_class, walked_s)) or Band(*BEGINNING)
    expected_s = max(0.0, walked_s + band.middle * spread_s)
    low_min = _down(max(0.0, walked_s + band.low * spread_s) / 60)
    high_min = max(_up((walked_s + band.high * spread_s) / 60), low_min + STEP_MIN)
    return Told(low_min, high_min, round(expected_s, 1), round(walked_s, 1), round(spread_s, 1))


def learn(experience: Experience, ticket_class: TicketClass, told: Told, actual_s: float) -> None:
    """Move the band of this class and horizon by one wait that has come true; "at once" is nothing to learn from."""
    if told.walked_s <= 0:
        return
    band = experience.bands.setdefault(_key(ticket_class, told.walked_s), Band(*BEGINNING))
    step = max(LAST_STEP, FIRST_STEP / (1 + band.judged / 5))
    apart = (actual_s - told.walked_s) / told.spread_s
    band.middle += step * MIDDLE if apart > band.middle else -step * MIDDLE
    band.high += step * ((1 - TAIL) if actual_s > told.high_min * 60 else -TAIL)
    band.low -= step * ((1 - TAIL) if actual_s < told.low_min * 60 else -TAIL)
    band.low, band.high = min(band.low, band.middle), max(band.high, band.middle)
    band.judged += 1


def _key(ticket_class: TicketClass, walked_s: float) -> str:
    horizon = sum(walked_s > up_to * 60 for up_to in HORIZONS_MIN)
    return f"{ticket_class.value}/{horizon}"


def _down(minutes: float) -> int:
    step = STEP_MIN if minutes < COARSE_FROM_MIN else COARSE_STEP_MIN
    return floor(minutes / step) * step


def _up(minutes: float) -> int:
    step = STEP_MIN if minutes <= COARSE_FROM_MIN else COARSE_STEP_MIN
    return ceil(minutes / step) * step
