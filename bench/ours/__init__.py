"""What we do for a row where it takes more than one call; imports no peer, so that the tests can compare it with its floor."""
