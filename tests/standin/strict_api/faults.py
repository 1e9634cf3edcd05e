"""Misfortunes that a test can order: refusals, silence, a connection that breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .refusal import ApiError


@dataclass(frozen=True)
class Refuse:
    """Answer with this error instead of doing anything."""

    refusal: ApiError


@dataclass(frozen=True)
class Stall:
    """Wait before the call is looked at, or after its effect with the answer to it."""

    seconds: float
    after_effect: bool = False


@dataclass(frozen=True)
class Drop:
    """Break the connection, before the call has its effect or after it."""

    after_effect: bool = False


@dataclass(frozen=True)
class Answer:
    """Do it, and answer with a result that is not the documented one."""

    result: Any


Fault = Refuse | Stall | Drop | Answer


def too_many_requests(retry_after: int) -> Refuse:
    """429: wait this many seconds."""
    words = f"Too Many Requests: retry after {retry_after}"
    return Refuse(ApiError(429, words, retry_after=retry_after))


def forbidden(why: str = "bot was blocked by the user") -> Refuse:
    """403: this person cannot be reached."""
    return Refuse(ApiError(403, f"Forbidden: {why}"))


def broken(code: int = 500) -> Refuse:
    """500 or 502: Telegram itself is in trouble."""
    words = {500: "Internal Server Error", 502: "Bad Gateway"}
    return Refuse(ApiError(code, words.get(code, "Internal Server Error")))


def wrong(description: str) -> Refuse:
    """400 with a description of the test's choice."""
    return Refuse(ApiError(400, f"Bad Request: {description}"))


Where = Callable[[Mapping[str, Any]], bool]


@dataclass
class Ordered:
    """A fault that waits for the calls it is meant for."""

    method: str  # "*": any but getUpdates
    fault: Fault
    times: int
    where: Where

    def meets(self, method: str, call: Mapping[str, Any]) -> bool:
        """Whether this call is meant."""
        named = self.method == method or (self.method == "*" and method != "getUpdates")
        return self.times > 0 and named and self.where(call)


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._ordered: list[Ordered] = []

    def order(
        self, method: str, fault: Fault, *, times: int = 1, where: Where = lambda _: True
    ) -> None:
        """Let the next `times` calls of a method, of those that `where` accepts, meet a fault."""
        self._ordered.append(Ordered(method, fault, times, where))

    def clear(self) -> None:
        """Let everything go well again."""
        self._ordered.clear()

    def take(self, method: str, call: Mapping[str, Any]) -> Fault | None:
        """Return the fault this call has to meet."""
        for ordered in self._ordered:
            if ordered.meets(method, call):
                ordered.times -= 1
                return ordered.fault
        return None
