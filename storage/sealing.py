"""Encryption at rest: what a person tells the bot is sealed before it is stored.

A sealed value is `version (1 byte) | key id (4) | nonce (12) | ciphertext and tag`, AES-256-GCM.
Version 1 is sealed under the master key: the keys of people, and what the first releases sealed.
Version 2 is sealed under the key of one person (`person_sealing.py`). The context (table, person,
record, column) is bound to the value: the sealed value of another row or column does not open in
this one's place.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
MASTER = b"\x01"  # the version of what is sealed under the master key
_ID_BYTES = 4
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: random, for fewer than 2**32 values under one key
HEAD_BYTES = len(MASTER) + _ID_BYTES
_LEAST_BYTES = HEAD_BYTES + _NONCE_BYTES + 16


class Unsealable(Exception):  # noqa: N818
    """A sealed value does not open: it was damaged, or it stands in another one's place."""


class KeyRefused(Exception):  # noqa: N818
    """The sealing key cannot be used as it is; the message says why in one sentence."""


class WrongKey(KeyRefused):
    """The key is not the one that this database was sealed with."""


class Sealer:
    """The master keys: seals under the present one and opens what any of them sealed."""

    def __init__(
        self, keys: Sequence[bytes], *, reread: Callable[[], Sequence[bytes]] = tuple
    ) -> None:
        """Take keys of 32 bytes each, the newest one first, older ones behind it.

        `reread` returns the keys that there are by now; it is asked where one is missing.
        """
        self._ciphers: dict[bytes, AESGCM] = {}
        self._add(keys)
        if not keys:
            raise _odd_key()
        self.newest = head_of(MASTER, keys[0])
        self.present = self.newest
        self._reread = reread

    def __repr__(self) -> str:
        """Show how many keys there are, never the keys."""
        return f"<Sealer with {len(self._ciphers)} keys>"

    def prefer(self, head: bytes) -> None:
        """Seal from now on under the key with this head: the one that the database is under.

        Raises `WrongKey` where it was not given.
        """
        self._cipher(head, "the database")
        self.present = head

    def seal(self, plaintext: bytes | str, *, context: str) -> bytes:
        """Return the plaintext sealed under the present key and bound to the context."""
        data = plaintext.encode() if isinstance(plaintext, str) else plaintext
        return encrypt(self._ciphers[self.present], self.present, data, context)

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """Return what was sealed under this context.

        Raises `WrongKey` where none of our keys sealed it, `Unsealable` where it was altered or
        belongs to another context. Neither message contains the value.
        """
        if sealed[:1] != MASTER or len(sealed) < _LEAST_BYTES:
            raise Unsealable(f"{context}: this is not a sealed value.")
        return decrypt(self._cipher(sealed[:HEAD_BYTES], context), sealed, context)

    def _cipher(self, head: bytes, context: str) -> AESGCM:
        if head not in self._ciphers:
            self._add(self._reread())
        if head not in self._ciphers:
            raise WrongKey(f"{context}: sealed with a key that was not given.")
        return self._ciphers[head]

    def _add(self, keys: Sequence[bytes]) -> None:
        if any(len(key) != KEY_BYTES for key in keys):
            raise _odd_key()
        self._ciphers.update({head_of(MASTER, key): AESGCM(key) for key in keys})


def encrypt(cipher: AESGCM, head: bytes, data: bytes, context: str) -> bytes:
    """Return a sealed value with this head, bound to the head and the context."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + cipher.encrypt(nonce, data, head + context.encode())


def decrypt(cipher: AESGCM, sealed: bytes, context: str) -> bytes:
    """Return what was encrypted; raises `Unsealable`."""
    head, rest = sealed[:HEAD_BYTES], sealed[HEAD_BYTES:]
    try:
        return cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head + context.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short for a nonce
        raise Unsealable(f"{context}: altered, or moved here from elsewhere.") from error


def head_of(version: bytes, key: bytes) -> bytes:
    """Return how a value begins that is sealed in this version under this key."""
    return version + hashlib.sha256(b"cmpbot key id" + key).digest()[:_ID_BYTES]


def new_key() -> bytes:
    """Make a key."""
    return secrets.token_bytes(KEY_BYTES)


def write_key(key: bytes) -> str:
    """Return a key as text: URL-safe base64."""
    return base64.urlsafe_b64encode(key).decode()


def read_keys(text: str) -> tuple[bytes, ...]:
    """Read keys written in base64 (either alphabet), separated by commas or white space.

    Raises `KeyRefused`, without repeating the text.
    """
    keys = tuple(_read_key(word) for word in text.replace(",", " ").split())
    if not keys:
        raise KeyRefused("it holds no key")
    return keys


def _read_key(word: str) -> bytes:
    body = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        key = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except ValueError as error:  # binascii.Error is one; so is "not ASCII"
        raise KeyRefused("it is not base64") from error
    if len(key) != KEY_BYTES:
        raise KeyRefused(f"it has {len(key)} bytes instead of {KEY_BYTES}")
    return key


def _odd_key() -> KeyRefused:
    return KeyRefused(f"A sealing key has exactly {KEY_BYTES} bytes.")
