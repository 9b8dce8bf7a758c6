"""What a posting bot does: its calls, which are queued on disk while the database is unavailable, and scraping."""
