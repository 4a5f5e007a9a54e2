"""A whole hall with simulated devices, citizens and central."""
