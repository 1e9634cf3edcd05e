"""Encryption at rest: what a person tells the bot is sealed before it is stored.

A sealed value is `version (1 byte) | key id (4) | nonce (12) | ciphertext and tag`, AES-256-GCM.
The version and the key id stand in front so that keys can be rotated, and so that keys of one
person can come beside the master key. The context (table, person, record, column) is bound to the
value: the sealed value of another row or column does not open in this one's place.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: random, for fewer than 2**32 values under one key
_HEAD_BYTES = len(_VERSION) + _ID_BYTES
_LEAST_BYTES = _HEAD_BYTES + _NONCE_BYTES + 16


class Unsealable(Exception):  # noqa: N818
    """A sealed value does not open: it was damaged, or it stands in another one's place."""


class KeyRefused(Exception):  # noqa: N818
    """The sealing key cannot be used as it is; the message says why in one sentence."""


class WrongKey(KeyRefused):
    """The key is not the one that this database was sealed with."""


class Sealer:
    """Seals with its first key and opens what any of its keys sealed."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Take keys of 32 bytes each, the present one first, older ones behind it."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise KeyRefused(f"A sealing key has exactly {KEY_BYTES} bytes.")
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._present = _key_id(keys[0])

    def __repr__(self) -> str:
        """Show how many keys there are, never the keys."""
        return f"<Sealer with {len(self._ciphers)} keys>"

    def seal(self, plaintext: bytes | str, *, context: str) -> bytes:
        """Return the plaintext sealed under the present key and bound to the context."""
        data = plaintext.encode() if isinstance(plaintext, str) else plaintext
        head = _VERSION + self._present
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = self._ciphers[self._present]
        return head + nonce + cipher.encrypt(nonce, data, head + context.encode())

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """Return what was sealed under this context.

        Raises `WrongKey` where none of our keys sealed it, `Unsealable` where it was altered or
        belongs to another context. Neither message contains the value.
        """
        head = sealed[:_HEAD_BYTES]
        if len(sealed) < _LEAST_BYTES or head[:1] != _VERSION:
            raise Unsealable(f"{context}: this is not a sealed value.")
        cipher = self._ciphers.get(head[1:])
        if cipher is None:
            raise WrongKey(f"{context}: sealed with a key that was not given.")
        nonce, body = sealed[_HEAD_BYTES:][:_NONCE_BYTES], sealed[_HEAD_BYTES + _NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, head + context.encode())
        except InvalidTag as error:
            raise Unsealable(f"{context}: altered, or moved here from elsewhere.") from error


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


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"cmpbot key id" + key).digest()[:_ID_BYTES]
