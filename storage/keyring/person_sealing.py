"""The key of each person, under which everything personal of theirs is sealed.

It is made when the person first writes, and kept sealed under the master key beside their
conversation; whoever destroys that row makes unreadable what it sealed, also in old backups of the
other rows. No part of the program gets at the master key to seal a person's text with it.
"""

import hashlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keyring.remembered import Memory
from storage.sealing import (
    HEAD_BYTES,
    Sealer,
    Unsealable,
    decrypt,
    encrypt,
    head_of,
    new_key,
)

PERSONAL = b"\x02"  # the version of what is sealed under the key of a person
_NAMES = b"names"  # sets the key of names apart from the one that seals
_PRINT = b"print"  # and what tells keys apart from both


class Opener:
    """Opens what is one person's."""

    def __init__(self, master: Sealer, key: bytes | None) -> None:
        """Take the person's key; None where they have none, and only old values may be there."""
        self._master = master  # opens what was sealed before people had keys
        self._key = key
        self._head = b"" if key is None else head_of(PERSONAL, key)
        self._cipher = None if key is None else AESGCM(key)

    def fingerprint(self) -> bytes:
        """Return what tells the key from any other and opens nothing; b"" where there is none."""
        return b"" if self._key is None else hashlib.blake2b(self._key, person=_PRINT).digest()

    def name(self, what: str) -> str:
        """Return a name for something of this person that stays and tells nobody what it is.

        Raises `Unsealable` where the person has no key.
        """
        if self._key is None:
            raise Unsealable("a name: the person has no key.")
        names = hashlib.blake2b(key=self._key, person=_NAMES).digest()
        return hashlib.blake2b(what.encode(), key=names, digest_size=16).hexdigest()

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """Return what was sealed under this context.

        Raises `Unsealable` where it was altered, belongs to another person or context, `WrongKey`
        where it is an old value under a master key that was not given.
        """
        if sealed[:1] != PERSONAL:
            return self._master.open(sealed, context=context)
        if self._cipher is None or sealed[:HEAD_BYTES] != self._head:
            raise Unsealable(f"{context}: sealed with the key of another person.")
        return decrypt(self._cipher, sealed, context)


class PersonSealer(Opener):
    """Seals what is one person's; had only by who has locked their chat."""

    _cipher: AESGCM

    def __init__(self, master: Sealer, key: bytes) -> None:
        """Take the person's key."""
        super().__init__(master, key)

    def seal(self, plaintext: bytes | str, *, context: str) -> bytes:
        """Return the plaintext sealed under the person's key and bound to the context."""
        data = plaintext.encode() if isinstance(plaintext, str) else plaintext
        return encrypt(self._cipher, self._head, data, context)


class Keyring:
    """The keys of the people with whom one transaction is concerned."""

    def __init__(self, master: Sealer, memory: Memory | None = None) -> None:
        """Start empty; what was read in earlier transactions is in the memory."""
        self._master = master
        self._memory = memory or Memory()
        self._sealers: dict[int, PersonSealer] = {}
        self._openers: dict[int, Opener] = {}
        self.erased: set[int] = set()  # who is deleted in this transaction
        self.traces = False  # something is deleted of which no trace may stay in a log

    def new(self, chat: int) -> tuple[bytes, bytes]:
        """Make a key for a person; return it, and the same sealed under the master key."""
        key = new_key()
        return key, self.wrap(chat, key)

    def wrap(self, chat: int, key: bytes) -> bytes:
        """Seal the key of a person under the present master key."""
        return self._master.seal(key, context=_context(chat))

    def unwrap(self, chat: int, wrapped: bytes) -> bytes:
        """Return the key of a person; raises `WrongKey` or `Unsealable`."""
        return self._master.open(wrapped, context=_context(chat))

    def follow(self, check: bytes) -> None:
        """Seal keys from now on under the master key that sealed this value; raises `WrongKey`."""
        self._master.prefer(check[:HEAD_BYTES])

    def is_present(self, wrapped: bytes) -> bool:
        """Whether a value is under the present master key."""
        return wrapped[:HEAD_BYTES] == self._master.present

    def resealer(self, chat: int, wrapped: bytes) -> PersonSealer:
        """Seal for a person whose chat is not locked: only in place of what was read before."""
        return PersonSealer(self._master, self.unwrap(chat, wrapped))

    def keep(self, chat: int, key: bytes) -> PersonSealer:
        """Remember the key of a person whose chat this transaction has locked."""
        self._sealers[chat] = self._openers[chat] = made = PersonSealer(self._master, key)
        return made

    def look(self, chat: int, wrapped: bytes | None) -> Opener:
        """Open what is a person's with the key that came with a row; None: there is none.

        Raises `WrongKey` or `Unsealable`.
        """
        if chat not in self._openers:
            key = None if wrapped is None else self.unwrap(chat, wrapped)
            self._openers[chat] = Opener(self._master, key)
        return self._openers[chat]

    def sealer(self, chat: int) -> PersonSealer | None:
        """Return the sealer of a person whose chat is locked; None where it is not."""
        return self._sealers.get(chat)

    def opener(self, chat: int) -> Opener | None:
        """Return the opener of a person whose key came up before; None where it did not."""
        return self._openers.get(chat)

    def remember(self, chat: int, read: object, size: int) -> None:
        """Keep what was read of a person for later transactions, if their chat is locked.

        Who deletes a person has the lock, so nobody brings back what `erase` let go of.
        """
        sealer = self._sealers.get(chat)
        if sealer is not None:
            self._memory.keep(chat, sealer.fingerprint(), read, size)

    def recall(self, chat: int) -> object:
        """Return what was remembered of a person whose key came up; None where nothing is."""
        opener = self._openers.get(chat)
        return None if opener is None else self._memory.recall(chat, opener.fingerprint())

    def is_gone(self, chat: int) -> None:
        """Let go of what was remembered of a person who is not there: they may be deleted."""
        self._memory.forget(chat)

    def forget(self) -> None:
        """Let go of the keys that were only looked at: who walks over everybody needs each once."""
        self._openers = dict(self._sealers)

    def erase(self, chat: int) -> None:
        """Let go of the key of a person who was deleted in this transaction."""
        self._sealers.pop(chat, None)
        self._openers.pop(chat, None)
        self._memory.forget(chat)
        self.erased.add(chat)
        self.traces = True


def _context(chat: int) -> str:
    return f"conversations/{chat}/sealed_key"
