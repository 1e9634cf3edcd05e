"""How the Bot API says no: a status, a description, sometimes parameters."""

from typing import Any


class ApiError(Exception):
    """A call that is answered with an error, in Telegram's own words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that Telegram sends with it."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> ApiError:
    """Refuse with status 400; the first letter is lowered unless it begins a constant."""
    if len(why) > 1 and not (why[1].isupper() or why[1] == "_"):
        why = why[0].lower() + why[1:]
    return ApiError(400, f"Bad Request: {why}")
