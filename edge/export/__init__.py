"""Writes what the journal holds in the words of somebody else: platforms, standards, spreadsheets."""
