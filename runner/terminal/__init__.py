"""The command line: its commands, options, output and errors."""
