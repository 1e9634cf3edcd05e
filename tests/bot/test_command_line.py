"""The command line: one line for bad input, nothing loaded that is not needed."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.sealing import write_key

HEAVY = ("telegram", "sqlalchemy", "httpx", "dateparser", "alembic")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        encoding="utf-8",
        input="",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "COMMAND"),
        (("bogus",), "bogus"),
        (("chat", "--today", "soon"), "2026-11-23"),
        (("chat", "--person", "0"), "above 0"),
        (("chat", "--person", "one"), "above 0"),
        (("chat", "--colour"), "--colour"),
        (("chat", "--db", "mysql://x"), "sqlite:/// or postgresql://"),
        (("chat", "--db", "/no/such/folder/x.db"), "does not exist"),
        (("run", "--db", "x.db"), "TELEGRAM_BOT_TOKEN"),
        (("recheck", "--db", "x.db"), "no database of cmpbot at"),
        (("recheck", "--db", "mysql://x"), "sqlite:/// or postgresql://"),
        (("recheck", "--today", "2026-02-30"), "there is no 2026-02-30"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """interfaces: one line saying what is wrong, exit status 2, nothing stored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setenv("CMPBOT_KEY_FILE", str(tmp_path / "keys" / "key"))
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"CMPBOT_KEY=\xff\xfe\n", ".env is not text in UTF-8"),
        (b"CMPBOT_LOG_FORMAT=xml\n", "CMPBOT_LOG_FORMAT cannot be used as it is; .env.example"),
    ],
)
def test_a_file_of_settings_that_cannot_be_used_is_one_line(
    content: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that writes UTF-16 is soon found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CMPBOT_LOG_FORMAT", raising=False)
    (tmp_path / ".env").write_bytes(content)
    done = run("verify", "--db", "x.db")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert words in done.stderr


def test_settings_never_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens, keys and passwords are asterisks or left out."""
    from bot.settings import Settings

    for name in ("TELEGRAM_BOT_TOKEN", "CMPBOT_KEY", "CMPBOT_DB"):
        monkeypatch.setenv(name, "hush-hush")
    settings = Settings()
    assert settings.token
    assert settings.token.get_secret_value() == "hush-hush"
    assert "hush" not in f"{settings!r} {settings}"


@pytest.mark.parametrize("command", ["rules", "suggest", "progress", "plan", "understand"])
def test_commands_about_figures_load_neither_telegram_nor_a_database(command: str) -> None:
    """A cold start stays short."""
    code = (
        "import sys, contextlib; from bot.__main__ import main\n"
        f"with contextlib.suppress(SystemExit): main(['{command}', '--help'])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "[]"


def test_chat_does_not_load_telegram() -> None:
    """The terminal works without it, and starts faster."""
    code = (
        "import sys, bot.terminal.chat\n"
        "print([name for name in ('telegram', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [("rules --json", ""), ("rules --json", "1"), ("--help", ""), ("chat --db x.db", "")],
)
def test_an_output_that_cannot_be_written_is_one_line(
    arguments: str, unbuffered: str, tmp_path: Path
) -> None:
    """A full disk: exit status 1, and no traceback, also not from the interpreter's own end."""
    done = subprocess.run(
        f"echo /help | {sys.executable} -m bot {arguments} > /dev/full",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered, "CMPBOT_KEY": write_key(bytes(32))},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "cmpbot: the output could not be written: No space left on device\n"


def test_without_any_output_that_is_said() -> None:
    """Standard output is closed."""
    done = subprocess.run(
        f"{sys.executable} -m bot rules >&-",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "no standard output" in done.stderr


@pytest.mark.slow
def test_a_locked_database_is_one_line_that_says_what_to_do(
    sqlite_url: str, tmp_path: Path
) -> None:
    """After ten seconds of patience: exit status 1."""
    chat = [sys.executable, "-m", "bot", "chat", "--db", sqlite_url]
    env = os.environ | {"CMPBOT_KEY": write_key(bytes(32))}
    subprocess.run(chat, input=b"", env=env, check=True)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    other.execute("BEGIN EXCLUSIVE")
    done = subprocess.run(
        chat, input="", env=env, capture_output=True, encoding="utf-8", check=False
    )
    other.close()
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Close whatever else has it open" in done.stderr


def test_the_help_of_chat_says_how_buttons_are_pressed() -> None:
    """At a terminal by the label alone, from a pipe in brackets."""
    said = " ".join(run("chat", "--help").stdout.split())
    assert "At a terminal a button is pressed by typing its label or its number." in said
    assert "[Label]" in said


def test_help_names_every_command() -> None:
    """And goes to standard output."""
    done = run("--help")
    assert done.returncode == 0
    for command in ("chat", "run", "progress", "plan", "rules", "suggest", "understand", "recheck"):
        assert f"\n    {command}" in done.stdout


def test_the_collector_is_at_work_again_once_a_command_is_loaded() -> None:
    """It is off only while modules are imported; what they hold is never looked at again."""
    code = (
        "import gc, sys, contextlib; from bot.__main__ import main\n"
        "sys.argv = ['cmpbot', 'rules', '--help']\n"
        "with contextlib.suppress(SystemExit): main()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > 0, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "True True"
