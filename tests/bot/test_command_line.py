"""The command line: one line for bad input, nothing loaded that is not needed."""

import subprocess
import sys
from pathlib import Path

import pytest

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
    code = "import sys, bot.chat; print([n for n in ('telegram', 'httpx') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_help_names_every_command() -> None:
    """And goes to standard output."""
    done = run("--help")
    assert done.returncode == 0
    for command in ("chat", "run", "progress", "plan", "rules", "suggest", "understand", "recheck"):
        assert f"\n    {command}" in done.stdout
