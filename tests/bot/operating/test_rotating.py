"""`cmpbot rotate-key`, as whoever runs the bot sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.sealing import write_key

NEW, OLD = (write_key(bytes([n]) * 32) for n in (1, 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    (tmp_path / "data").mkdir()
    return tmp_path


def cmpbot(folder: Path, *words: str, said: str = "", **settings: str) -> tuple[int, str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("CMPBOT")}
    settings = settings or {"CMPBOT_KEY_FILE": str(folder / "keys" / "key")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *words, "--db", str(folder / "data" / "my.db")],
        input=said,
        env=known | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_a_key_file_gets_a_new_key_and_the_old_one_can_go(folder: Path) -> None:
    """Issue 6: the key file holds both until the old line is removed; the data stays."""
    cmpbot(folder, "chat", said="I hold SBB, expires 2027-06-30\n")
    file = folder / "keys" / "key"
    before = file.read_text()

    status, said, _ = cmpbot(folder, "rotate-key")

    assert status == 0
    assert "Sealed anew: 1 keys of people" in said
    assert f"remove all lines of {file} but the first" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().endswith(before)
    file.write_text(file.read_text().splitlines()[0])
    assert "SBB" in cmpbot(folder, "chat", said="/credentials\n")[1]
    file.write_text(before)
    status, _, why = cmpbot(folder, "chat", said="/credentials\n")
    assert (status, "The key does not fit the database" in why) == (2, True)


def test_a_key_of_the_environment_is_rotated_to_the_first_of_several(folder: Path) -> None:
    """Issue 6: CMPBOT_KEY is a list, the new key first; one key alone says what to do."""
    cmpbot(folder, "chat", said="I hold SBB, expires 2027-06-30\n", CMPBOT_KEY=OLD)

    status, _, why = cmpbot(folder, "rotate-key", CMPBOT_KEY=OLD)
    assert (status, "put a new one and a comma in front" in why) == (2, True)
    status, said, _ = cmpbot(folder, "rotate-key", CMPBOT_KEY=f"{NEW},{OLD}")
    assert (status, "the first comma of CMPBOT_KEY" in said) == (0, True)
    assert "SBB" in cmpbot(folder, "chat", said="/credentials\n", CMPBOT_KEY=NEW)[1]


def test_no_database_is_made_by_rotating(folder: Path) -> None:
    """A mistyped name gets one line."""
    status, _, why = cmpbot(folder, "rotate-key")

    assert (status, "There is no database of cmpbot" in why) == (2, True)
    assert not list((folder / "data").iterdir())
