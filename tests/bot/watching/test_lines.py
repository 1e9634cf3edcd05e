"""The lines of `cmpbot run`: known fields, no words of people, no tokens; as JSON and as text."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
from strict_api.server import TOKEN

from bot.telegram.receiving import intake
from bot.turn import Incoming
from bot.watching import logs, metrics
from bot.watching.lines import lines
from conversations.model import Said, When

SECRET = "what Ana said"


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    """Undo the global set-up afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    yield
    root.handlers[:], root.level = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    for name in logs.TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_of_json_has_the_fields_that_are_known_and_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A library that puts a person's words beside its own does not get them into the log."""
    logs.set_up("INFO", lines("json"))
    extra = {"update": "tg:1", "took_ms": 1.5, "text": SECRET, "headers": [SECRET]}
    logging.getLogger("other").info("turn", extra=extra, stack_info=True)
    (line,) = written(capsys)
    assert line.pop("timestamp")
    assert line == {
        "event": "turn",
        "level": "info",
        "logger": "other",
        "update": "tg:1",
        "took_ms": 1.5,
    }


@pytest.mark.parametrize("form", ["json", "text"])
def test_neither_form_shows_a_token_or_the_message_of_an_exception(
    form: Literal["json", "text"], capsys: pytest.CaptureFixture[str]
) -> None:
    """An exception is its type and its places, its cause too."""
    logs.set_up("DEBUG", lines(form))
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(f"/bot{TOKEN}/sendMessage {SECRET}") from error
    except KeyError:
        logging.getLogger("uvicorn.error").exception("GET /bot%s/x failed", TOKEN)
    told = capsys.readouterr().err
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert "test_lines.py" in told
    assert "/bot<token>/x failed" in told
    assert SECRET not in told
    assert TOKEN.split(":")[1] not in told


def test_a_line_that_cannot_be_written_does_not_show_its_arguments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The standard library would print them."""
    logs.set_up("INFO", lines("json"))
    logging.getLogger("other").info("%d points", SECRET)
    told = capsys.readouterr().err
    assert "A line of other could not be written: builtins.TypeError" in told
    assert SECRET not in told


def test_what_ends_the_process_or_a_thread_is_as_discreet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Python itself would print the message."""
    logs.set_up("INFO", lines("json"))
    logs.hear_the_process()

    def fail() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    error = ValueError(SECRET)
    sys.excepthook(ValueError, error, None)
    told = capsys.readouterr().err
    assert "A thread ended" in told
    assert "It ends" in told
    assert SECRET not in told


def test_a_turn_is_one_line_with_ids_and_timings(capsys: pytest.CaptureFixture[str]) -> None:
    """Update, hashed chat, kind, outcome, milliseconds; never the words."""
    logs.set_up("INFO", lines("json"))
    logs.name_by(TOKEN)
    moment = When(intake.now())
    intake.note(Incoming("tg:5", 123456789, Said(SECRET, moment)), "new", 0.0123)
    (line,) = written(capsys)
    assert line["event"] == "turn"
    assert line["update"] == "tg:5"
    assert line["kind"] == "Said"
    assert line["outcome"] == "new"
    assert line["took_ms"] == 12.3
    assert line["chat"] == logs.who(123456789)
    assert "123456789" not in json.dumps(line)


def test_a_turn_is_counted_also_where_its_line_is_not_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """LOG_LEVEL may be WARNING; the metrics are the same."""

    def counted() -> float:
        return metrics.REGISTRY.get_sample_value("cmpbot_turns_total", {"outcome": "again"}) or 0.0

    logs.set_up("WARNING", lines("json"))
    before = counted()
    intake.note(Incoming("tg:5", 7, Said(SECRET, When(intake.now()))), "again", 0.01)
    assert counted() == before + 1
    assert written(capsys) == []


def test_a_chat_has_one_name_for_one_secret_and_another_for_another() -> None:
    """All processes of a bot agree; without the secret the name leads back to nobody."""
    logs.name_by(TOKEN)
    ours = logs.who(7)
    assert logs.who(7) == ours != logs.who(8)
    assert len(ours) == 10
    logs.name_by("another token")
    assert logs.who(7) != ours


def test_other_commands_start_without_the_machinery_of_serving() -> None:
    """structlog, starlette, uvicorn and prometheus-client take 100 ms and more to load."""
    heavy = ("structlog", "starlette", "uvicorn", "prometheus_client")
    load = "import sys; import bot.terminal.chat, bot.operating.recheck"
    look = f"{load}; print(*set({heavy}) & set(sys.modules))"
    assert asyncio.run(_output(look)) == ""


async def _output(code: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return said.decode().strip()
