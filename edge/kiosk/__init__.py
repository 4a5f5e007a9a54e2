"""Sessions of the self-service screens, held in memory only."""
