"""Reads files that platforms export. Formats only: SQL decides what to believe."""
