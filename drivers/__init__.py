"""Device drivers: codecs, conversations and simulators; they know nothing of the hall."""
