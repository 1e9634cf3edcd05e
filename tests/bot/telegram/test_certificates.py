"""Files over Telegram: fetched, kept, given back; what cannot be fetched is said plainly."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from strict_api import faults
from strict_api.person import Person as Somebody
from strict_api.server import StandIn

from bot.telegram.receiving import fetching
from conversations.certificates.kept import LARGEST
from conversations.person import Person
from storage import certificates, people
from storage.engine import Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]
PDF = b"%PDF-1.7\nproof of 1.5 hours\n%%EOF"
SENTENCE = "1.5 hours antibody identification from LabCE, 2026-11-02, blood banking"


async def records(sessions: Sessions, chat: int = 7) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, datetime.now(UTC))


def sends(
    standin: StandIn, ana: Somebody, data: bytes, name: str = "proof.pdf", **more: Any
) -> None:
    size = more.pop("size", None)
    ana.send(**standin.methods.media.bring("document", name, data, size), **more)


async def test_a_file_with_its_sentence_is_kept_with_the_entry(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """Issue 6: a caption that reads as a CE opens the draft; Save keeps both; it comes back."""
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, PDF, caption=SENTENCE)
        await ana.sees("Certificate: 1 file")
        ana.press("Save")
        await ana.sees("Certificate kept: proof.pdf")
        ana.say("/list")
        await ana.sees("Your 1 CE")
        ana.press("#1")
        await ana.sees("Entry #1")
        ana.press("Show certificate")
        for _ in range(200):
            if standin.called("sendDocument"):
                break
            await asyncio.sleep(0.02)
    sent = standin.called("sendDocument")[0].sent
    back = next(value for value in sent.values() if hasattr(value, "content"))
    assert (back.name, back.content) == ("proof.pdf", PDF)
    assert [c.entry for c in (await records(memory)).certificates] == [1]
    assert standin.refused() == []


async def test_an_album_is_kept_as_a_whole(standin: StandIn, bot: Bot, memory: Sessions) -> None:
    """Each file of it, with one question."""
    ana = standin.person(7)
    photos = [b"\xff\xd8\xff\xe0" + bytes([number]) for number in range(4)]
    for photo in photos:
        ana.send(**standin.methods.media.bring("photo", "", photo), media_group_id="A")
    async with bot():
        await ana.sees("Which entry")
        ana.say("hi there")
        await ana.sees("4 files kept")
        ana.say(SENTENCE)
        await ana.sees("Certificate: 4 files")
        ana.press("Save")
        await ana.sees("Saved.")
    found = (await records(memory)).certificates
    assert [c.entry for c in found] == [1] * 4
    async with memory.read() as session:
        kept = [await certificates.content(session, 7, number) for number in (1, 2, 3, 4)]
    assert [each[1] for each in kept if each is not None] == photos


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04 zipped", "all.pdf", "it holds an archive"),
        (b"MZ\x90\x00", "certificate.pdf", "by its content it is none of"),
        (b"", "empty.pdf", "it is empty"),
        (b"%PDF-" + bytes(LARGEST), "huge.pdf", "larger than 20 MB"),
    ],
)
async def test_what_is_not_kept_is_said_in_one_sentence(
    standin: StandIn, bot: Bot, memory: Sessions, data: bytes, name: str, said: str
) -> None:
    """Issue 6: by content, not by name; nothing of it is stored."""
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, data, name)
        assert name in (await ana.sees(said)).text
    assert (await records(memory)).certificates == ()


async def test_a_size_that_is_a_lie_is_found_out(
    standin: StandIn, bot: Bot, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said to be small and is not: no more than the limit is ever read."""
    monkeypatch.setattr("strict_api.media.MOST_FETCHED", 2**30)
    monkeypatch.setattr("strict_api.media.Media.describe", lambda *_: {
        "file_id": "x", "file_unique_id": "x", "file_path": "documents/document-1",
    })  # fmt: skip
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, b"%PDF-" + bytes(LARGEST), size=10)
        await ana.sees("larger than 20 MB")
    assert (await records(memory)).certificates == ()


async def test_a_line_that_breaks_is_tried_again(
    standin: StandIn, bot: Bot, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to send a file twice for a hiccup."""
    monkeypatch.setattr(fetching, "PAUSES", (0.01, 0.01, 0.01))
    standin.faults.order("getFile", faults.broken())
    standin.faults.order("file", faults.Drop())
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, PDF)
        await ana.sees("Which entry")
    assert len((await records(memory)).certificates) == 1


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_file_that_cannot_be_fetched_is_asked_for_again(
    standin: StandIn,
    bot: Bot,
    memory: Sessions,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
) -> None:
    """Said plainly; then it is sent again and kept. The token never stands in the log."""
    monkeypatch.setattr(fetching, "PAUSES", (0.01,))
    standin.faults.order(method, faults.broken(), times=2)
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, PDF)
        assert "send it again" in (await ana.sees("could not get hold")).text
        sends(standin, ana, PDF)
        await ana.sees("Which entry")
    assert len((await records(memory)).certificates) == 1
    assert "AAE-a-token" not in caplog.text


async def test_a_fetch_that_hangs_ends(
    standin: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6: bounded time."""
    monkeypatch.setattr(fetching, "WITHIN", 0.3)
    standin.faults.order("file", faults.Stall(2))
    ana = standin.person(7)
    async with bot():
        sends(standin, ana, PDF)
        await ana.sees("could not get hold")  # else the file would have come


async def test_a_repeated_update_keeps_a_file_once(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """The same file again, by the same update or a new one, is one file."""
    ana = standin.person(7)
    async with bot():
        for _ in range(3):
            sends(standin, ana, PDF)
        ana.say("/certificates")
        await ana.was_told("1 of at most 300 files")
    assert len((await records(memory)).certificates) == 1
