"""Voices of the zones."""
