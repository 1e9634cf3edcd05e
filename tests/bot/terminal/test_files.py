"""Files at a terminal: named when they come in, written to a folder when they go out."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import reports
from bot.reports import MadeFile
from bot.starting import CannotStart
from bot.terminal.chat import Shows, _print_screens, _reply
from bot.terminal.files import Folder, Shown, attachment_of, shown, size_of
from bot.terminal.session import Terminal, Whose
from bot.terminal.typed import File, Press, Text
from conversations.model import Attachment, Event, Sent, Step, Talk
from conversations.person import Person
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

ANA = 7
DAY = date(2026, 11, 23)
NOTE = MadeFile("note.tar.gz", b"hello", "text/plain")


@pytest.fixture
def shows(
    toy_talk: None,
    sqlite_url: str,
    sealer: Sealer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shows]:
    """Open a terminal whose files go to a folder of the test."""
    monkeypatch.setitem(reports.HOMES, "toy", "toy_report")
    with asyncio.Runner() as runner:
        sessions: Sessions = runner.run(open_sessions(sqlite_url, sealer))
        terminal = Terminal(sessions, Whose(ANA, DAY))
        runner.run(terminal.open(reading=False))
        yield Shows(runner, terminal, Folder(tmp_path / "out"))
        runner.run(sessions.close())


def test_json_tells_where_each_file_is_and_why_one_is_not(shows: Shows, tmp_path: Path) -> None:
    """interfaces: "files" of a reply; the day is that of --today."""
    replies = [_reply(shows, screen) for screen in shows.take(Text("file one nothing two"))]
    (reply,) = replies
    out = tmp_path / "out"
    assert reply["files"] == [str(out / "one.txt"), str(out / "two.txt")]
    assert (out / "one.txt").read_text() == "one of 7 on 2026-11-23"
    assert reply["text"] == "Files\n\nThere is nothing to put into a file yet."


def test_words_tell_name_size_and_place(
    shows: Shows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person at the terminal reads."""
    _print_screens(shows, shows.take(Text("file one")))
    said = capsys.readouterr().out
    assert f"File: one.txt, 22 B, in {tmp_path / 'out' / 'one.txt'}" in said


def test_a_button_that_copies_shows_what_is_to_be_copied(shows: Shows) -> None:
    """A terminal has no clipboard; the bot is told nothing, the buttons stay."""
    shows.take(Text("file one"))
    (copied,) = shows.take(Press("Copy it"))
    assert copied.text == "to be copied"
    assert copied.buttons
    assert not copied.files
    assert shows.take(Press("1"))[0].text == "to be copied"


def test_the_next_process_does_not_make_the_files_again(shows: Shows) -> None:
    """Its buttons are known, its files are with the person."""
    shows.take(Text("file one"))
    again = Terminal(shows.terminal._sessions, Whose(ANA, DAY))
    (kept,) = shows.runner.run(again.open(reading=True))
    assert (kept.text, kept.files) == ("Files", ())


def test_a_file_that_comes_in_is_named(
    shows: Shows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever keeps files finds it by its path."""
    paper = tmp_path / "pa\x1bper.pdf"
    paper.write_bytes(b"%PDF-")
    events: list[Event] = []

    def step(talk: Talk, event: Event, person: Person) -> Step:
        events.append(event)
        return Step(talk)

    monkeypatch.setattr("bot.turn.step", step)
    shows.take(File(str(paper)))
    (sent,) = events
    assert isinstance(sent, Sent)
    sha256 = hashlib.sha256(b"%PDF-").hexdigest()
    assert sent.file == Attachment(str(paper), "paper.pdf", 5, "application/pdf", sha256)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """The same name twice is two files."""
    folder = Folder(tmp_path)
    paths = [folder.write(NOTE), folder.write(NOTE)]
    assert [path.name for path in paths] == ["note.tar.gz", "note.tar-2.gz"]
    assert [path.read_bytes() for path in paths] == [b"hello", b"hello"]


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Titles of people may have become part of it."""
    path = Folder(tmp_path / "in").write(MadeFile("../../note.txt", b"a", ""))
    assert path == tmp_path / "in" / "note.txt"


def test_without_a_folder_a_new_one_is_made_for_this_person_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it concerns nobody else on the machine."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = Folder(None).write(NOTE)
    assert path.parent.parent == tmp_path
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    """Bad input: one line, status 2."""
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="--files"):
        Folder(tmp_path / "file")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder may vanish while the talk goes on."""
    folder = Folder(tmp_path / "gone")
    os.rmdir(tmp_path / "gone")
    said = shown(NOTE, folder)
    assert not isinstance(said, Shown)
    assert "note.tar.gz could not be written" in said


@pytest.mark.parametrize(
    ("count", "says"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (2_345_678, "2.3 MB")]
)
def test_a_size_is_for_people(count: int, says: str) -> None:
    """Decimal units, as file managers have them."""
    assert size_of(bytes(count)) == says


def test_an_unknown_kind_of_file_has_no_media_type(tmp_path: Path) -> None:
    """Nothing is made up."""
    (tmp_path / "paper").write_bytes(b"")
    assert attachment_of(tmp_path / "paper").media_type == ""
