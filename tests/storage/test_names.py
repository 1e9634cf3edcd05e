"""Names under a person's key: they stay, differ from person to person, and tell nobody anything."""

import pytest

from storage.keyring.person_sealing import Keyring
from storage.sealing import Sealer, Unsealable, new_key

ANA, BEN = 4711, 815


def test_a_name_stays_and_is_another_for_another_person_or_thing() -> None:
    """A calendar knows an entry again by it."""
    master = Sealer([bytes(range(32))])
    key, wrapped = Keyring(master).new(ANA)
    name = Keyring(master).keep(ANA, key).name("SBB expires")
    assert Keyring(master).look(ANA, wrapped).name("SBB expires") == name
    assert Keyring(master).look(ANA, wrapped).name("MLS expires") != name
    _, other = Keyring(master).new(BEN)
    assert Keyring(master).look(BEN, other).name("SBB expires") != name


def test_a_name_outlives_another_master_key() -> None:
    """Rotation wraps the same key of the person anew."""
    first, second = bytes(range(32)), new_key()
    before = Keyring(Sealer([first]))
    key, wrapped = before.new(ANA)
    name = before.keep(ANA, key).name("x")
    after = Keyring(Sealer([second, first]))
    assert after.look(ANA, after.wrap(ANA, after.unwrap(ANA, wrapped))).name("x") == name


def test_who_has_no_key_has_no_names() -> None:
    """A name under no key could be worked out by anybody."""
    with pytest.raises(Unsealable):
        Keyring(Sealer([bytes(range(32))])).look(ANA, None).name("x")
