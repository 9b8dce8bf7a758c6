"""The calls of a posting bot, which succeed without the database too: they are queued on disk and sent later."""
