"""The one exception that the command line prints as a single line."""

EXIT_FAILURE = 1
EXIT_MISTAKE = 2
EXIT_NOT_READY = 75


class UserError(Exception):
    """An error that the user can correct: a message, a hint and the exit code."""

    def __init__(self, message: str, hint: str | None = None, exit_code: int = EXIT_MISTAKE):
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class ForwardingError(Exception):
    """A webhook or a command did not accept a document."""
