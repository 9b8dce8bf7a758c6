"""pgbandit's runner: calls the database, talks to the platforms, parses exports, starts a local server.

All rules are in SQL. Imports go one way: commands use terminal, bot, importers, demo and deploy; these use platforms
and database; database uses server, to find the local server.
"""
