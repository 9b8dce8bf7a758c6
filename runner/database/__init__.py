"""The connection to the database, and everything that the runner sends over it."""
