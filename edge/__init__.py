"""hall-edge: the edge controller of a public service hall."""
