"""Numbers side by side, told together: windows 5–9, Monday to Friday."""

from collections.abc import Iterable


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return the numbers in order, neighbours in one list."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found
