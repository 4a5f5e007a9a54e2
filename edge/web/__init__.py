"""Screens, their event streams and actions, and the technician's page."""
