"""What happened in the hall, kept on the controller's own disk before anyone hears of it."""
