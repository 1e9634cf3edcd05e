"""The webhook as Telegram knows it: set when a process starts, removed when the last one stops."""

import asyncio
import contextlib
import hmac
import logging
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.settings import TELEGRAM, Settings
from bot.starting import CannotStart
from bot.telegram.receiving.updates import WANTED, Client

log = logging.getLogger(__name__)

CHECKED = 60.0  # seconds between two looks at whether it is still set
FIRST_CHECK = 10.0  # sooner, since one that stops may have removed it as we started
CONNECTIONS = 100  # at once, the most there may be (Bot API, setWebhook)
PORTS = (443, 80, 88, 8443)  # the only ones Telegram calls (Bot API, setWebhook)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook, secret_token
PATH = re.compile(r"[A-Za-z0-9/._~-]*")  # what every proxy passes on as it is
WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and what it shows to prove that it is Telegram."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path that we serve; the proxy passes it on as it is."""
        return urlsplit(self.url).path or "/"


def hook_of(settings: Settings, token: str) -> Hook | None:
    """Read the webhook from the settings; None: long polling. Raises `CannotStart`.

    Without a secret of its own one is derived from the token, so that all processes agree on it.
    """
    if not settings.webhook_url:
        return None
    url = _split(settings.webhook_url)
    if url.scheme not in ("https", "http") or not url.hostname or url.query or url.fragment:
        raise CannotStart(_NO_ADDRESS)
    if settings.api_url == TELEGRAM and (url.scheme, _port(settings)) not in _CALLED:
        raise CannotStart(
            "WEBHOOK_URL: Telegram calls https addresses only, at port 443, 80, 88 or 8443."
        )
    if not PATH.fullmatch(url.path):
        raise CannotStart("WEBHOOK_URL: its path has only letters, digits and / . _ ~ - .")
    if url.path in WATCHED:
        raise CannotStart(f"WEBHOOK_URL: the path {url.path} has another meaning here.")
    given = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if given and not SECRET.fullmatch(given):
        raise CannotStart("WEBHOOK_SECRET has 1 to 256 characters of A-Z, a-z, 0-9, _ and -.")
    derived = hmac.digest(token.encode(), b"cmpbot: secret of the webhook", "sha256").hex()
    return Hook(settings.webhook_url, given or derived)


def _split(url: str) -> SplitResult:
    if not url.isprintable() or " " in url:
        raise CannotStart(_NO_ADDRESS)
    try:
        return urlsplit(url)
    except ValueError:
        raise CannotStart(_NO_ADDRESS) from None


_NO_ADDRESS = "WEBHOOK_URL is no address; it looks like https://bot.example.org/hook ."
_CALLED = frozenset(("https", port) for port in PORTS)


def _port(settings: Settings) -> int | None:
    try:
        return urlsplit(settings.webhook_url).port or 443
    except ValueError:
        return None


async def set_hook(bot: Client, hook: Hook) -> None:
    """Ask Telegram to bring updates.

    Raises `TelegramError`; `CannotStart` where Telegram never will.
    """
    try:
        await _set(bot, hook)
    except BadRequest as error:
        raise CannotStart(f"Telegram does not take WEBHOOK_URL: {error.message}.") from error


async def _set(bot: Client, hook: Hook) -> None:
    await bot.set_webhook(
        hook.url,
        allowed_updates=WANTED,
        secret_token=hook.secret,
        max_connections=CONNECTIONS,
    )


async def keep_set(bot: Client, hook: Hook, stop: asyncio.Event) -> None:
    """See to it that the webhook stays set, and say what keeps Telegram from bringing updates."""
    told, pause = None, FIRST_CHECK
    while not await _stopped(stop, pause):
        pause = CHECKED
        try:
            there = await bot.get_webhook_info()
            if not there.url:
                log.warning("The webhook was removed; it is set again")
                await _set(bot, hook)
            elif there.url != hook.url:
                log.warning("Telegram brings updates to another address than WEBHOOK_URL")
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached: %s", type(error).__name__)
            continue
        if there.last_error_date is not None and there.last_error_date != told:
            told = there.last_error_date
            log.warning("Telegram could not bring an update: %s", there.last_error_message)


async def remove_hook(bot: Client) -> None:
    """Let Telegram keep what comes until somebody asks for it again; it does so for a day."""
    with contextlib.suppress(TelegramError):
        await bot.delete_webhook()


async def _stopped(stop: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
