"""LED strip screens over the windows."""
