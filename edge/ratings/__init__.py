"""What regions choose about ratings, as data: profiles, lists of reasons, and the words of their platforms."""
