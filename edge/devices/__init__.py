"""Slots, supervisors, links and buses: the hall's hands."""
