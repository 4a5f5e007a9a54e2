"""Frames that several device families share; bytes in, values out, no I/O."""
