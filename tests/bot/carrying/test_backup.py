"""Backup, restore and verify, as whoever runs the bot gives the commands."""

import os
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from commanded import chat, cmpbot
from kept_there import ACTIVITY, HOLDINGS, make_empty, record, recorded

from conversations.person import KeepActivity, KeepHolding
from storage.sealing import write_key

Places = tuple[str, str]


def test_a_backup_restored_elsewhere_tells_the_same(places: Places, tmp_path: Path) -> None:
    """Issue 6: one file for its owner alone, without the key; restored, verified, the same."""
    old, new = places
    file = tmp_path / "backup"

    made = cmpbot(tmp_path, "backup", str(file), "--db", old)
    put = cmpbot(tmp_path, "restore", str(file), "--db", new)

    assert made.status == 0, made.err
    assert "The key is not in it" in made.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert bytes(range(32)) not in file.read_bytes()
    assert put.status == 0, put.err
    assert "give the one that it was made under" in put.out
    assert "rows of activities: 1\n" in put.out
    assert put.out.endswith("wrong: 0\n")
    questions = ("/list", "/status", "/plan")
    assert chat(tmp_path, new, *questions) == chat(tmp_path, old, *questions)
    assert [path.name for path in tmp_path.glob(".backup*")] == []


def test_a_backup_is_never_written_over(places: Places, tmp_path: Path) -> None:
    """What is there already may be the only good one."""
    file = tmp_path / "backup"
    file.write_text("precious")

    ended = cmpbot(tmp_path, "backup", str(file), "--db", places[0])

    assert ended.status == 2
    assert "is there already" in ended.err
    assert file.read_text() == "precious"


@pytest.mark.parametrize("file", [".", "/", "", "x" * 300])
def test_a_name_that_no_file_can_have_is_refused_in_one_line(tmp_path: Path, file: str) -> None:
    """A folder is a slip that is easily made."""
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'cmpbot.db'}"
    record(url)

    for words in (("backup", file), ("export", file, "--person", "7")):
        ended = cmpbot(tmp_path, *words, "--db", url)
        assert (ended.status, ended.err.count("\n")) == (2, 1), ended.err


def test_a_backup_is_never_put_over_data(places: Places, tmp_path: Path) -> None:
    """A mistyped address must not cost anybody their records."""
    old, _ = places
    file = tmp_path / "backup"
    cmpbot(tmp_path, "backup", str(file), "--db", old)
    more = KeepActivity(replace(ACTIVITY, title="HLA typing", number=2))
    record(old, (more,))

    ended = cmpbot(tmp_path, "restore", str(file), "--db", old)

    assert ended.status == 2
    assert "holds data, and a backup is never put over any" in ended.err
    assert [each.title for each in recorded(old).activities] == [ACTIVITY.title, "HLA typing"]


def test_an_empty_database_takes_a_backup(places: Places, tmp_path: Path) -> None:
    """A bot that was started once and used by nobody is as good as none."""
    old, new = places
    file = tmp_path / "backup"
    cmpbot(tmp_path, "backup", str(file), "--db", old)
    make_empty(new)

    assert cmpbot(tmp_path, "restore", str(file), "--db", new).status == 0

    assert recorded(new).activities == (ACTIVITY,)


def test_with_another_key_the_backup_is_of_no_use(places: Places, tmp_path: Path) -> None:
    """The key is apart; without it the words stay sealed, and that is said in one line."""
    old, new = places
    file = tmp_path / "backup"
    cmpbot(tmp_path, "backup", str(file), "--db", old)

    ended = cmpbot(tmp_path, "restore", str(file), "--db", new, CMPBOT_KEY=write_key(bytes(32)))

    assert ended.status == 2
    assert "The key does not fit" in ended.err
    assert ended.err.count("\n") == 1


def test_a_damaged_backup_is_refused(places: Places, tmp_path: Path) -> None:
    """Half a file restores nothing."""
    old, new = places
    file = tmp_path / "backup"
    cmpbot(tmp_path, "backup", str(file), "--db", old)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    ended = cmpbot(tmp_path, "restore", str(file), "--db", new)

    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err
    assert recorded(new).activities == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"SQLite format 3\x00 and no more"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    """One sentence, status 2."""
    (tmp_path / "new").mkdir()
    file = tmp_path / "backup"
    file.write_bytes(content)

    ended = cmpbot(tmp_path, "restore", str(file), "--db", str(tmp_path / "new" / "cmpbot.db"))

    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "new" / "cmpbot.db").exists()


def test_without_the_programs_of_postgresql_it_says_what_to_install(
    tmp_path: Path, postgres_url: str
) -> None:
    """`pg_dump` does not come with Python."""
    record(postgres_url)

    ended = cmpbot(tmp_path, "backup", "b", "--db", postgres_url, PATH="/nowhere")

    assert ended.status == 2
    assert "install the client programs" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_verify_finds_what_was_exchanged(tmp_path: Path) -> None:
    """Two sealed values exchanged, a row that hangs on nobody: said with place, without content."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "cmpbot.db"
    changes = (KeepHolding(HOLDINGS[0]), KeepActivity(replace(ACTIVITY, title="Xylophone")))
    for person in (7, 8):
        record(str(file), changes, person)
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute(
            "UPDATE activities SET sealed = (SELECT sealed FROM activities AS a"
            " WHERE a.person_id <> activities.person_id)"
        )
        database.execute("UPDATE holdings SET person_id = 77 WHERE person_id = 2")
    database.close()

    ended = cmpbot(tmp_path, "verify", "--db", str(file))

    assert ended.status == 1
    wrong = [line for line in ended.out.splitlines() if line.startswith("WRONG")]
    assert len([line for line in wrong if "activities/7/1/sealed" in line]) == 1
    assert len([line for line in wrong if "points to no row of people" in line]) == 1
    assert "Xylophone" not in ended.out


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE activities SET created_at = 'soon'", "activities: row 1, 1: created_at cannot be"),
        ("UPDATE holdings SET cycle_ends = '2027-02-30'", "holdings: row 1: cycle_ends cannot be"),
        ("UPDATE reminders SET day = 'soon'", "reminders: row 1: day cannot be read"),
        ("UPDATE people SET next_number = 1", "people: person 7: the next CE would get a number"),
    ],
)
def test_verify_names_the_place_of_what_somebody_changed_by_hand(
    tmp_path: Path, damage: str, said: str
) -> None:
    """SQLite keeps whatever is put into a column; a number given again costs a CE."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "cmpbot.db"
    record(str(file), (KeepHolding(HOLDINGS[0]), KeepActivity(ACTIVITY)))
    with sqlite3.connect(file) as database:
        database.execute(
            "INSERT INTO reminders (person_id, kind, about, asleep) VALUES (1, 'expiry', 'x', 0)"
        )
        assert database.execute(damage).rowcount > 0
    database.close()

    ended = cmpbot(tmp_path, "verify", "--db", str(file))

    assert ended.status == 1
    assert f"WRONG {said}" in ended.out
    assert ended.err == ""


def test_verify_counts_what_it_looked_at(places: Places, tmp_path: Path) -> None:
    """Sealed values, foreign keys, sums: a look that looked at nothing would always be content."""
    ended = cmpbot(tmp_path, "verify", "--db", places[0])

    assert ended.status == 0, ended.out
    counts = dict(line.rsplit(": ", 1) for line in ended.out.splitlines())
    assert counts["activities"] == "1"
    assert counts["holdings"] == "2"
    assert counts["allocation sums"] == "2"
    assert counts["sealed values"] == "2"  # the activity, and how it came about
    assert int(counts["foreign keys"]) >= 2
    assert counts["wrong"] == "0"


def test_with_another_key_nothing_is_put_in_place(tmp_path: Path) -> None:
    """On SQLite the key is tried before anything is written, so the right one may follow."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old, new = (str(tmp_path / name / "cmpbot.db") for name in ("old", "new"))
    record(old)
    cmpbot(tmp_path, "backup", "backup", "--db", old)

    ended = cmpbot(tmp_path, "restore", "backup", "--db", new, CMPBOT_KEY=write_key(bytes(32)))

    assert ended.status == 2
    assert "The key does not fit the database backup" in ended.err
    assert not Path(new).exists()
    assert cmpbot(tmp_path, "restore", "backup", "--db", new).status == 0


def test_without_a_key_nothing_is_restored_and_none_is_made(tmp_path: Path) -> None:
    """A key made now opens nothing that was sealed before."""
    for name in ("old", "new", "keys"):
        (tmp_path / name).mkdir()
    old, new = (str(tmp_path / name / "cmpbot.db") for name in ("old", "new"))
    record(old)
    cmpbot(tmp_path, "backup", "backup", "--db", old)
    key_file = str(tmp_path / "keys" / "key")

    ended = cmpbot(tmp_path, "restore", "backup", "--db", new, CMPBOT_KEY_FILE=key_file)

    assert ended.status == 2
    assert "There is no key yet" in ended.err
    assert os.listdir(tmp_path / "keys") == os.listdir(tmp_path / "new") == []
