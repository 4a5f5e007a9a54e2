"""Clerks' keypads."""
