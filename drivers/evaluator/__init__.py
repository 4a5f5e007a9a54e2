"""Rating boxes at the windows."""
