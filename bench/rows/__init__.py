"""The rows of the table of bars, one module each."""
