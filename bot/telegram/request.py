"""python-telegram-bot's door to the network, through aiohttp instead of httpx.

With httpx, the client took most of the processor time of a turn (`bench/README.md`). No error text
holds an address: the token stands in it.
"""

import ssl
from functools import cache
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.calls import body_of

# Seconds, where a call does not say otherwise.
READ = 10.0
WRITE = 5.0
WRITE_FILES = 20.0
CONNECT = 5.0
POOL = 10.0  # until one of our connections is free


class AiohttpRequest(BaseRequest):
    """Sends calls over connections that stay open."""

    def __init__(self, connections: int = 256) -> None:
        """Prepare; `connections` is how many calls may be under way at once."""
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take, where a call does not say otherwise."""
        return READ

    async def initialize(self) -> None:
        """Open; nothing is connected yet."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917  the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return the status and the body.

        Raises `TimedOut` or `NetworkError`.
        """
        if self._session is None:
            raise NetworkError("The connection to Telegram is not open.")
        files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            _or(read_timeout, READ),
            _or(write_timeout, WRITE_FILES if files else WRITE),
            _or(connect_timeout, CONNECT),
            _or(pool_timeout, POOL),
        )
        address = URL(url, encoded=True)
        try:
            async with self._session.request(
                method,
                address,
                timeout=timeout,
                proxy=_proxy(address.scheme, address.host or ""),
                ssl=_trusted(address.scheme, address.host or ""),
                **_body(request_data),
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error


class TooLarge(Exception):  # noqa: N818
    """A file is larger than is taken."""


async def download(url: str, most: int) -> bytes:
    """Fetch a file of at most so many bytes; it is never unpacked on the way.

    Raises `TooLarge`; `NetworkError`, without the address: the token stands in it.
    """
    address = URL(url, encoded=True)
    if address.scheme not in {"http", "https"}:
        raise NetworkError("The file lies where only the Bot API's own machine finds it.")
    try:
        async with (
            aiohttp.ClientSession(auto_decompress=False) as session,
            session.get(
                address,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(sock_connect=CONNECT, sock_read=READ),
                proxy=_proxy(address.scheme, address.host or ""),
                ssl=_trusted(address.scheme, address.host or ""),
            ) as response,
        ):
            if response.status != 200:
                raise NetworkError(f"The file was answered with status {response.status}.")
            if (response.content_length or 0) > most:
                raise TooLarge
            return await _at_most(response, most)
    except TimeoutError as error:
        raise TimedOut from error
    except aiohttp.ClientError as error:
        raise NetworkError(f"aiohttp.{type(error).__name__}") from error


async def _at_most(response: aiohttp.ClientResponse, most: int) -> bytes:
    read = bytearray()
    async for chunk in response.content.iter_chunked(2**16):
        read += chunk
        if len(read) > most:
            raise TooLarge
    if response.content_length is not None and len(read) != response.content_length:
        raise NetworkError("The file broke off.")
    return bytes(read)


def _or(given: Any, usual: float) -> float | None:
    if given is BaseRequest.DEFAULT_NONE:
        return usual
    return None if given is None else float(given)


@cache
def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """Put the limits together; aiohttp limits writing only by the whole."""
    parts = (read, write, connect, pool)
    whole = None if None in parts else sum(part for part in parts if part is not None)
    return aiohttp.ClientTimeout(
        total=whole,
        connect=None if connect is None or pool is None else connect + pool,
        sock_connect=connect,
        sock_read=read,
    )


@cache
def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host (HTTPS_PROXY, NO_PROXY and kin)."""
    known = getproxies()
    proxy = known.get(scheme) or known.get("all")
    return None if proxy is None or proxy_bypass(host) else proxy


@cache
def _trusted(scheme: str, host: str) -> ssl.SSLContext | bool:
    """Return whom to trust; where nothing is encrypted, not even to a proxy, that is nobody."""
    proxy = _proxy(scheme, host) or ""
    return _certificates() if scheme == "https" or proxy.startswith("https") else True


@cache
def _certificates() -> ssl.SSLContext:
    """Trust the system's authorities, and certifi's where a slim system has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _body(sent: RequestData | None) -> dict[str, Any]:
    """Return the arguments that carry parameters and files."""
    if sent is None:
        return {}
    if not sent.contains_files:
        return {"data": body_of(sent), "headers": {"Content-Type": "application/json"}}
    # Telegram takes the name of a file as it is, in UTF-8, not percent-encoded.
    form = aiohttp.FormData(sent.json_parameters, quote_fields=False)
    for name, (filename, content, media_type) in sent.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return {"data": form}
