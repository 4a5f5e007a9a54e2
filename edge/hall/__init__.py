"""The rules of the hall: pure, without clock, chance or I/O."""
