"""Sealed values open with the right key, in their own place, unaltered; else not at all."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import KeyRefused, Sealer, Unsealable, WrongKey, new_key, read_keys, write_key

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PLACE = "activities/7/1/sealed"


@given(st.binary(max_size=200))
def test_what_was_sealed_opens(plaintext: bytes) -> None:
    """Any bytes, none included."""
    sealer = Sealer([OLD])

    assert sealer.open(sealer.seal(plaintext, context=PLACE), context=PLACE) == plaintext


def test_text_is_sealed_as_utf_8() -> None:
    """What is written as text is read as bytes."""
    sealer = Sealer([OLD])

    assert sealer.open(sealer.seal("Größe", context=PLACE), context=PLACE) == "Größe".encode()


def test_the_same_value_never_looks_the_same() -> None:
    """A fresh nonce each time: equal titles cannot be told from outside."""
    sealer = Sealer([OLD])

    assert len({sealer.seal(b"x", context=PLACE) for _ in range(100)}) == 100


def test_the_format_says_its_version_and_its_key() -> None:
    """Kept for good: version 1, then four bytes that name the key, then the nonce."""
    sealed = Sealer([OLD]).seal(b"x", context=PLACE)

    assert sealed[:5].hex() == "01a4b7212b"
    assert len(sealed) == 5 + 12 + 1 + 16


def test_a_value_sealed_by_the_first_release_opens() -> None:
    """A golden value: databases in the field must stay readable."""
    golden = base64.b64decode(GOLDEN)

    assert Sealer([OLD]).open(golden, context=PLACE) == b"Antibody ID"


GOLDEN = "AaS3IStWgUjHha1wlh5Apzd+vODUQwd6GOMN7t1TAGU8gT7xXBSONYuyvEk="


@pytest.mark.parametrize("at", range(5 + 12 + 11 + 16))
def test_a_change_of_any_byte_is_noticed(at: int) -> None:
    """Authenticated encryption: version, key id, nonce, text and tag."""
    sealed = bytearray(Sealer([OLD]).seal(b"Antibody ID", context=PLACE))
    sealed[at] ^= 1

    with pytest.raises((Unsealable, WrongKey)):
        Sealer([OLD]).open(bytes(sealed), context=PLACE)


@pytest.mark.parametrize("length", [0, 1, 5, 32])
def test_a_value_cut_short_is_noticed(length: int) -> None:
    """Half a write must not pass for a short value."""
    sealed = Sealer([OLD]).seal(b"", context=PLACE)[:length]

    with pytest.raises(Unsealable):
        Sealer([OLD]).open(sealed, context=PLACE)


def test_a_value_in_another_place_is_noticed() -> None:
    """Rows are bound to table, person, record and column."""
    sealer = Sealer([OLD])
    sealed = sealer.seal(b"x", context="activities/7/1/sealed")

    with pytest.raises(Unsealable, match="activities/7/2/sealed: altered, or moved"):
        sealer.open(sealed, context="activities/7/2/sealed")


def test_older_keys_open_and_the_first_seals() -> None:
    """Rotation: old keys are accepted until everything is sealed anew."""
    old = Sealer([OLD]).seal(b"x", context=PLACE)
    both = Sealer([NEW, OLD])

    assert both.open(old, context=PLACE) == b"x"
    assert Sealer([NEW]).open(both.seal(b"y", context=PLACE), context=PLACE) == b"y"


def test_a_key_that_was_not_given_is_named_as_the_trouble() -> None:
    """A wrong key and a damaged value need different remedies."""
    sealed = Sealer([OLD]).seal(b"x", context=PLACE)

    with pytest.raises(WrongKey):
        Sealer([NEW]).open(sealed, context=PLACE)


@pytest.mark.parametrize("keys", [[], [b"short"], [OLD, b"x" * 33]])
def test_only_keys_of_32_bytes_are_taken(keys: list[bytes]) -> None:
    """AES-256."""
    with pytest.raises(KeyRefused):
        Sealer(keys)


def test_a_sealer_never_shows_its_keys() -> None:
    """It may stand in a traceback or a log."""
    assert repr(Sealer([OLD, NEW])) == "<Sealer with 2 keys>"


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_read_as_it_was_written(key: bytes) -> None:
    """Also in the other alphabet of base64, and without its padding."""
    text = write_key(key)

    assert read_keys(text) == (key,)
    assert read_keys(text.rstrip("=")) == (key,)
    assert read_keys(base64.b64encode(key).decode()) == (key,)


def test_several_keys_are_read_in_their_order() -> None:
    """The present one first; by commas in a variable, by lines in a file."""
    assert read_keys(f"{write_key(NEW)},{write_key(OLD)}") == (NEW, OLD)
    assert read_keys(f"{write_key(NEW)}\n{write_key(OLD)}\n") == (NEW, OLD)


@pytest.mark.parametrize("text", ["", " \n", "not base64!", "c2hvcnQ=", "ä" * 43])
def test_a_text_that_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    """What somebody typed as a key does not belong in an error message."""
    with pytest.raises(KeyRefused) as caught:
        read_keys(text)

    assert not text.strip() or text not in str(caught.value)


def test_keys_are_made_by_chance() -> None:
    """Two are never alike."""
    assert len({new_key() for _ in range(100)}) == 100
