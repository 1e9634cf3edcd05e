"""`cmpbot move`, as whoever runs the bot gives the command."""

import fcntl
import sqlite3
from pathlib import Path

import pytest
from commanded import KEY, cmpbot
from kept_there import ACTIVITY, make_empty, record, recorded
from sqlalchemy import text

from bot.background.workers import BESIDE
from storage.databases.addresses import read_address
from storage.engine import Sessions
from storage.sealing import Sealer, write_key


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Give two SQLite files: one with a person in it, one not made yet."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    record(str(tmp_path / "old" / "my.db"))
    return tmp_path / "old" / "my.db", tmp_path / "new" / "my.db"


def test_from_sqlite_to_postgresql_and_back(
    files: tuple[Path, Path], postgres_url: str, tmp_path: Path
) -> None:
    """Issue 5: a line for each table; what was recorded is there, at both stations."""
    there = cmpbot(tmp_path, "move", "--from", str(files[0]), "--to", postgres_url)
    back = cmpbot(tmp_path, "move", "--from", postgres_url, "--to", str(files[1]))

    assert (there.status, there.err) == (0, "")
    assert (back.status, back.err) == (0, "")
    assert there.out.splitlines()[:-1] == back.out.splitlines()[:-1]
    assert "activities: 1 rows, sha256 " in there.out
    assert recorded(postgres_url) == recorded(str(files[1])) == recorded(str(files[0]))
    assert recorded(str(files[1])).activities == (ACTIVITY,)


def test_nothing_is_moved_into_data_or_into_itself(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """One sentence, status 2, nothing touched."""
    old, new = files
    record(str(new), chat=8)
    link = tmp_path / "new" / "link.db"
    link.symlink_to(old)
    for target, why in ((new, "holds data already"), (old, "same database"), (link, "same data")):
        ended = cmpbot(tmp_path, "move", "--from", str(old), "--to", str(target))
        assert ended.status == 2
        assert why in ended.err
        assert ended.err.count("\n") == 1
    assert recorded(str(new)).activities == ()


@pytest.mark.parametrize("which", [0, 1])
def test_tables_of_another_version_are_refused(
    files: tuple[Path, Path], tmp_path: Path, which: int
) -> None:
    """An older one, a newer one: what to do is said."""
    make_empty(str(files[1]))
    for version, advice in (("0001", "make a backup"), ("9999", "install the newer cmpbot")):
        with sqlite3.connect(files[which]) as database:
            database.execute("UPDATE alembic_version SET version_num = ?", (version,))
        database.close()
        ended = cmpbot(tmp_path, "move", "--from", str(files[0]), "--to", str(files[1]))
        assert ended.status == 2
        assert f"are of version {version}" in ended.err
        assert advice in ended.err


def test_a_database_that_is_served_is_not_moved(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Whatever was said after the copy would be lost."""
    old, new = files
    with open(f"{old}{BESIDE}", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)  # as `cmpbot run` holds it
        ended = cmpbot(tmp_path, "move", "--from", str(old), "--to", str(new))
    assert ended.status == 2
    assert "is being served: stop every cmpbot" in ended.err


async def test_a_database_of_postgresql_that_is_served_is_not_moved(
    postgres_url: str, tmp_path: Path
) -> None:
    """The connections of a cmpbot are seen by their name."""
    sessions = Sessions(read_address(postgres_url), Sealer([KEY]))
    (tmp_path / "new").mkdir()
    await _prepared(postgres_url)
    async with sessions.read() as session:
        await session.db.scalar(text("SELECT 1"))
        words = ("--from", postgres_url, "--to", str(tmp_path / "new" / "my.db"))
        ended = cmpbot(tmp_path, "move", *words)
    await sessions.close()
    assert ended.status == 2
    assert "is being served: stop every cmpbot" in ended.err


async def _prepared(url: str) -> None:
    from storage.engine import open_sessions

    await (await open_sessions(url, Sealer([KEY]))).close()


def test_with_another_key_nothing_is_moved(files: tuple[Path, Path], tmp_path: Path) -> None:
    """What nobody could read there is not carried there."""
    words = ("--from", str(files[0]), "--to", str(files[1]))
    ended = cmpbot(tmp_path, "move", *words, CMPBOT_KEY=write_key(bytes(32)))
    assert ended.status == 2
    assert "The key does not fit" in ended.err
    assert not files[1].exists()
