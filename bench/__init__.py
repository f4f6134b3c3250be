"""Benchmarks: every bar of speed is printed by a command here. Nothing in tests is timed."""
