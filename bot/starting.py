"""Why a command cannot start; light, since the command line imports it every time."""


class CannotStart(Exception):  # noqa: N818  it is said, not handled
    """The message is one line for whoever started the program."""

    def __init__(self, why: str, *, status: int = 2) -> None:
        """Take the line and the exit status: 2 for bad input, 1 for what may pass."""
        super().__init__(why)
        self.status = status
