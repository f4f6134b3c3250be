"""What others take for the same work, through their documented interfaces."""
