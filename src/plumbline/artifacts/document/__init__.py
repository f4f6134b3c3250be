"""A board as a document that a client could be handed: one HTML file, one PDF."""
