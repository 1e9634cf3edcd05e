"""The webhook as Telegram knows it: read from the settings, kept set, left to those who stay."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from strict_api.server import TOKEN, StandIn

from bot.settings import TELEGRAM, Settings
from bot.starting import CannotStart
from bot.telegram import hook
from bot.telegram.attending import Attendance
from bot.telegram.hook import Hook, hook_of, keep_set, set_hook
from bot.telegram.receiving.updates import WANTED, Client
from storage.engine import Sessions
from storage.workers import presence

URL = "https://bot.example.org/telegram"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def settings(url: str, secret: str = "", api: str = TELEGRAM) -> Settings:
    told = {"WEBHOOK_URL": url, "WEBHOOK_SECRET": secret, "TELEGRAM_API_URL": api}
    return Settings.model_validate(told)


def test_without_an_address_updates_are_fetched() -> None:
    """Polling is what needs no proxy and no certificate."""
    assert hook_of(settings(""), TOKEN) is None


def test_all_processes_derive_one_secret_from_the_token_and_never_show_either() -> None:
    """setWebhook: 1 to 256 characters of A-Z, a-z, 0-9, _ and -."""
    first, second = hook_of(settings(URL), TOKEN), hook_of(settings(URL), TOKEN)
    other = hook_of(settings(URL), TOKEN + "x")
    assert first is not None
    assert other is not None
    assert first == second
    assert first.secret != other.secret
    assert hook.SECRET.fullmatch(first.secret)
    assert TOKEN.split(":")[1] not in first.secret
    assert first.secret not in repr(first)


def test_a_secret_that_was_set_is_used() -> None:
    """Where the operator has one of their own."""
    assert hook_of(settings(URL, "my-own_1"), TOKEN) == Hook(URL, "my-own_1")


@pytest.mark.parametrize(
    ("url", "secret", "says"),
    [
        ("bot.example.org", "", "is no address"),
        ("ftp://bot.example.org/x", "", "is no address"),
        ("https:///x", "", "is no address"),
        ("https://bot.example.org/x?y=1", "", "is no address"),
        ("http://bot.example.org/x", "", "https addresses only"),
        ("https://bot.example.org/a%20b", "", "its path has only letters"),
        ("https://bot.example.org/{x}", "", "its path has only letters"),
        ("https://bot.example.org:8080/x", "", "443, 80, 88 or 8443"),
        ("https://bot.example.org:port/x", "", "443, 80, 88 or 8443"),
        ("https://bot.example.org/metrics", "", "another meaning"),
        (URL, "no spaces", "WEBHOOK_SECRET"),
        (URL, "x" * 257, "WEBHOOK_SECRET"),
    ],
)
def test_what_telegram_would_not_take_is_one_clear_line(url: str, secret: str, says: str) -> None:
    """Said at the start, without the secret."""
    with pytest.raises(CannotStart, match=says) as refused:
        hook_of(settings(url, secret), TOKEN)
    assert not secret or secret not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_bot_api_server_of_ones_own_may_call_any_address() -> None:
    """Local server: "Use an HTTP URL for the webhook", "any local IP address and any port"."""
    found = hook_of(settings("http://10.0.0.5:9000/x", api="http://10.0.0.4:8081/bot"), TOKEN)
    assert found is not None
    assert found.path == "/x"


async def test_it_is_set_with_the_secret_and_the_updates_we_answer(
    standin: StandIn, client: Client
) -> None:
    """setWebhook: url, secret_token, allowed_updates, max_connections."""
    await set_hook(client, Hook(URL, "a-b_1"))
    (call,) = standin.called("setWebhook")
    assert call.sent["secret_token"] == "a-b_1"
    info = standin.webhook.info()
    assert info["url"] == URL
    assert info["allowed_updates"] == list(WANTED)
    assert info["max_connections"] == 100


async def test_a_refusal_is_told_in_telegrams_words(client: Client) -> None:
    """The stand-in, like Telegram, calls certain ports only."""
    with pytest.raises(CannotStart, match=r"does not take WEBHOOK_URL: .* ports"):
        await set_hook(client, Hook("https://bot.example.org:9/x", "s"))


async def test_a_webhook_that_somebody_removed_is_set_again(
    standin: StandIn,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One that stopped as we started may have thought it was the last; and failures are told."""
    monkeypatch.setattr(hook, "FIRST_CHECK", 0.05)
    monkeypatch.setattr(hook, "CHECKED", 0.05)
    stop, ours = asyncio.Event(), Hook(URL, "s")
    await set_hook(client, ours)
    with caplog.at_level(logging.WARNING):
        keeping = asyncio.create_task(keep_set(client, ours, stop))
        standin.webhook.remove({})
        await until(lambda: bool(standin.webhook))
        standin.person(7).say("nobody is behind the proxy")
        await until(lambda: "502 Bad Gateway" in caplog.text)
        stop.set()
        await asyncio.wait_for(keeping, 20)
    assert "it is set again" in caplog.text


async def test_the_webhook_of_somebody_else_is_left_alone(
    standin: StandIn,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Two that set it by turns would serve nobody: a person has to look."""
    monkeypatch.setattr(hook, "FIRST_CHECK", 0.02)
    stop = asyncio.Event()
    await set_hook(client, Hook("https://other.example.org/x", "s"))
    with caplog.at_level(logging.WARNING):
        keeping = asyncio.create_task(keep_set(client, Hook(URL, "s"), stop))
        await until(lambda: "another address" in caplog.text)
        stop.set()
        await asyncio.wait_for(keeping, 20)
    assert standin.webhook.info()["url"] == "https://other.example.org/x"


async def test_only_the_last_to_leave_is_told_that_nobody_is_there(sessions: Sessions) -> None:
    """On both databases; whoever leaves first must not cut off the other."""
    first, second = Attendance(sessions), Attendance(sessions)
    await first.attend()
    await second.attend()
    await first.attend()
    assert [await first.leave(), await second.leave()] == [False, True]


async def test_who_died_is_forgotten_after_a_minute(sessions: Sessions) -> None:
    """No sign of life: the place is free, and what is left of it goes some time later."""
    async with sessions.begin() as session:
        await presence.attend(session, "webhook", "dead", now=NOW, until=NOW + MINUTE)
        assert await presence.anybody(session, "webhook", NOW)
        assert not await presence.anybody(session, "other", NOW)
        assert not await presence.anybody(session, "webhook", NOW + MINUTE)
        later = NOW + timedelta(hours=2)
        await presence.attend(session, "webhook", "ours", now=later, until=later + MINUTE)
        rows = await session.db.exec_driver_sql("SELECT task FROM leases")
        assert list(rows.scalars()) == ["webhook/ours"]


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not met():  # noqa: ASYNC110  a condition of several things
            await asyncio.sleep(0.01)
