"""pgbandit's runner: asks the database for decisions, parses exports, starts a local server. All rules live in SQL."""
