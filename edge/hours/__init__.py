"""The hall's calendar: which days it opens, in which sessions, which windows rest; and who sees to it."""
