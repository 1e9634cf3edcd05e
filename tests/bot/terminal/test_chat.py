"""`cmpbot chat` as people and scripts use it: real processes, real pipes, a real terminal."""

import contextlib
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from piped import COMMAND, TODAY, Pipe


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMPBOT_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pipe(sqlite_url: str) -> Iterator[Pipe]:
    running = Pipe(sqlite_url)
    yield running
    running.end()


def test_the_main_job_survives_a_kill_half_way(sqlite_url: str) -> None:
    """Issue 2: two credentials, a CE in one sentence, a restart, Save, the question, Undo."""
    first = Pipe(sqlite_url)
    first.says("/start")
    assert "set up" in first.hears("I hold MLS and SBB, both expire 2027-06-30")
    first.says("1.5 hours antibody identification from LabCE yesterday, blood banking")
    first.kill()

    second = Pipe(sqlite_url)
    saved = second.says("[Save]")
    assert saved["said"] == "[Save]"
    assert saved["replies"][0]["text"].startswith("Saved")
    assert saved["replies"][0]["edits"] is True
    assert "Undo" in [label for row in saved["replies"][0]["buttons"] for label in row]
    second.kill()

    third = Pipe(sqlite_url)
    answer = third.hears("what do I still need for my SBB?")
    for words in (
        "8.5 blood banking",
        "1 laboratory or patient safety",
        "1 medical ethics",
        "34.5",
    ):
        assert words in answer
    third.kill()

    fourth = Pipe(sqlite_url)
    assert "removed" in fourth.hears("[Undo]").casefold()
    assert "36 points" in fourth.hears("what do I still need for my SBB?")
    fourth.end()


@pytest.mark.slow
def test_the_guided_way_is_pressed_through_with_kills_between(sqlite_url: str) -> None:
    """Issue 2: welcome by buttons, one guided CE, a restart at each second step."""
    lines = [
        *["/start", "[Add my credentials]", "MLS, SBB", "2027-06-30", "[1]"],
        *["/add", "Workshop on bench safety", "LabCE", "[Yesterday]", "[3]", "[1]", "[Safety]"],
    ]
    pipe = Pipe(sqlite_url)
    for number, line in enumerate(lines):
        heard = pipe.hears(line)
        if number % 2:
            pipe.kill()
            pipe = Pipe(sqlite_url)
    assert "Is this right?" in heard
    assert "Saved." in pipe.hears("[Save]")
    answer = pipe.hears("what do I still need for my SBB?")
    assert "33 points still missing" in answer
    assert "laboratory or patient safety (has" not in answer
    pipe.end()


def test_every_line_gets_exactly_one_object_and_nothing_comes_before_the_first(
    sqlite_url: str,
) -> None:
    """interfaces: one object per input line; only the shape that is promised."""
    lines = ["", "[Save]", "[9]", "{", '{"text": 1}', '{"file": "no.pdf"}', '{"text": "a\\nb"}',
             "😀" * 50, "x" * 5000, "<b>", "\x00", '{"text": "\\ud800"}']  # fmt: skip
    done = subprocess.run(
        [*COMMAND, "--db", sqlite_url, *TODAY, "--json"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["said"] for answer in answers] == lines
    for answer in answers:
        assert set(answer) == {"said", "replies"}
        assert answer["replies"], answer["said"]
        for reply in answer["replies"]:
            assert set(reply) == {"text", "buttons", "edits", "files"}
            assert reply["text"].strip()
    assert "Traceback" not in done.stderr


def test_a_file_is_sent_as_such(pipe: Pipe, tmp_path: Path) -> None:
    """`{"file": path}`."""
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    assert "Kept, encrypted: paper.pdf, 8 B." in pipe.hears('{"file": "paper.pdf"}')
    (tmp_path / "paper.jpg").write_bytes(b"jpg")
    assert "did not keep “paper.jpg”" in pipe.hears('{"file": "paper.jpg"}')
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.8")
    with_words = '{"file": "other.pdf", "caption": "1 hour bench safety, LabCE, 2026-11-02"}'
    assert "LabCE, 1 file kept" in pipe.hears(with_words).replace("Mon 2 Nov 2026, ", "")


def test_people_do_not_share_a_conversation(database_url: str) -> None:
    """--person: every query by person; on SQLite and on PostgreSQL."""
    ana, bo = Pipe(database_url), Pipe(database_url, "--person", "2")
    ana.says("I hold MLS, expires 2027-06-30")
    assert "MLS" in ana.hears("/credentials")
    assert "2027" not in bo.hears("/status")
    ana.end()
    bo.end()


def test_without_json_texts_and_numbered_buttons_are_printed(sqlite_url: str) -> None:
    """For reading along in a script's output."""
    done = subprocess.run(
        [*COMMAND, "--db", sqlite_url],
        input="/add\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "[1] Cancel" in done.stdout


def test_what_a_terminal_would_obey_never_reaches_it(sqlite_url: str) -> None:
    """ESC, BEL and an override in a title: neither stored nor shown, with and without JSON."""
    line = "1 h bench\x1b[31m red\x07 \u202esafety from LabCE yesterday, safety"
    for more in ([], ["--json"]):
        done = subprocess.run(
            [*COMMAND, "--db", sqlite_url, *TODAY, *more],
            input=f"{line}\n/cancel\n",
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "bench" in done.stdout
        assert not set(done.stdout) & set("\x1b\x07\u202e")


def test_a_reader_that_goes_away_ends_it_quietly(sqlite_url: str) -> None:
    """A closed pipe is no error to be shouted about."""
    done = subprocess.run(
        f"yes /help | {sys.executable} -m bot chat --db {sqlite_url} | head -c 1",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@contextlib.contextmanager
def _ctrl_c_heard() -> Iterator[None]:
    """Leave SIGINT to a new process also where ours ignores it, as in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Screen:
    """A pseudo-terminal with `cmpbot chat` in it."""

    def __init__(self, db: str, width: int = 80) -> None:
        self.end, inside = pty.openpty()
        command = [*COMMAND, "--db", db, *TODAY]
        with _ctrl_c_heard():
            self.process = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside)
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        os.close(inside)
        self.seen = ""

    def waits_for(self, words: str, within: float = 45.0) -> None:
        deadline = time.monotonic() + within
        while words not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if select.select([self.end], [], [], 0.1)[0]:
                self.seen += os.read(self.end, 65536).decode("utf-8", "replace")

    def types(self, text: str) -> None:
        self.seen = ""
        os.write(self.end, text.encode())

    def interrupts(self) -> int:
        """Press Ctrl-C until it ends: between prompt and waiting readline does not notice one."""
        for _ in range(20):
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(2)
                break
        return self.closes()

    def closes(self) -> int:
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it goes on: {self.seen!r}") from None
        with contextlib.suppress(OSError):  # the other side of the terminal is gone
            self.seen += os.read(self.end, 65536).decode("utf-8", "replace")
        os.close(self.end)
        assert "Traceback" not in self.seen
        return status


def test_at_a_terminal_one_is_told_how_to_begin_and_finds_the_question_again(
    sqlite_url: str,
) -> None:
    """A prompt; buttons by label or number; the open question after a restart; Ctrl-C is quiet."""
    screen = Screen(sqlite_url)
    screen.waits_for("/start")
    screen.waits_for("> ")
    screen.types("1 h HLA typing, LabCE, yesterday, immunology\n")
    screen.waits_for("\n> ")
    assert "Not saved yet" in screen.seen
    screen.types("\x04")
    assert screen.closes() == 0

    screen = Screen(sqlite_url)
    screen.waits_for("\n> ")
    assert "Not saved yet" in screen.seen
    screen.types("cancel\n")
    screen.waits_for("Nothing was saved")
    screen.waits_for("\n> ")
    assert screen.interrupts() == 130


def test_at_a_narrow_terminal_no_word_is_cut_and_a_stray_byte_ends_nothing(
    sqlite_url: str,
) -> None:
    """The width is the terminal's; Latin-1 pasted into it is answered as well."""
    screen = Screen(sqlite_url, width=30)
    screen.waits_for("> ")
    screen.types("/help\n")
    screen.waits_for("\n> ")
    said = screen.seen.replace("\r", "").splitlines()
    assert max(len(line) for line in said if " " in line.strip()) <= 30
    screen.seen = ""
    os.write(screen.end, b"caf\xe9\n")
    screen.waits_for("\n> ")
    screen.types("\x04")
    assert screen.closes() == 0
