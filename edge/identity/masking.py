"""What of a name, a number and a birthday may be shown and kept."""

from datetime import date

TAIL = 4
SHORTEST_NUMBER = 10  # of a shorter one the tail would be too much of it
MOST_STARS = 3  # so that a long name's length is not told
BAND_YEARS = 10
OLDEST = 130  # an age above it is a spoilt field


def mask_name(name: str) -> str:
    """Return the first character and stars: 王**; a name of one character is nothing but a star."""
    letters = name.strip()
    if len(letters) <= 1:
        return "*"
    return letters[0] + "*" * min(len(letters) - 1, MOST_STARS)


def number_tail(number: str) -> str:
    """Return the last four characters, or nothing of a number too short to be cut."""
    return number[-TAIL:] if len(number) >= SHORTEST_NUMBER else ""


def age_on(day: date, raw_birth: str) -> int | None:
    """Return full years from YYYYMMDD to `day`; None where that is no birthday of a living person."""
    try:
        birth = date(int(raw_birth[:4]), int(raw_birth[4:6]), int(raw_birth[6:]))
    except ValueError:
        return None
    age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return age if 0 <= age <= OLDEST else None


def age_band(age: int | None) -> str:
    """Return ten years to which an age belongs, 60-69; empty if it is not known."""
    if age is None:
        return ""
    start = age - age % BAND_YEARS
    return f"{start}-{start + BAND_YEARS - 1}"
