"""The key lies apart from the data, is made once, and is never silently replaced."""

import asyncio
import stat
from pathlib import Path

import pytest

from storage.engine import open_sessions
from storage.keyring.keys import default_key_file, find_key
from storage.sealing import KeyRefused, Sealer, WrongKey, write_key

KEY = bytes(range(32))
PLACE = "a/place"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "cmpbot" / "key"


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def there(file: Path) -> bool:
    return file.exists()


def beside(file: Path) -> list[Path]:
    return list(file.parent.iterdir())


def given(key_file: Path, text: str, bits: int = 0o600) -> Path:
    key_file.parent.mkdir(parents=True)
    key_file.write_text(text)
    key_file.chmod(bits)
    return key_file


async def test_a_key_is_made_where_there_is_neither_key_nor_database(
    database_url: str, key_file: Path
) -> None:
    """Issue 2: made on first start with one line that says where."""
    made, notice = await find_key(database_url, None, key_file)
    found, silence = await find_key(database_url, None, key_file)

    assert notice == f"Made a new key in {key_file}: keep a copy apart from the data."
    assert silence is None
    assert found.open(made.seal(b"x", context=PLACE), context=PLACE) == b"x"


async def test_only_its_owner_can_read_the_key_file(sqlite_url: str, key_file: Path) -> None:
    """Issue 2: a key file of mode 0600; nothing else is left in its folder."""
    await find_key(sqlite_url, None, key_file)

    assert mode(key_file) == 0o600
    assert mode(key_file.parent) == 0o700
    assert beside(key_file) == [key_file]


async def test_the_key_of_the_environment_needs_no_file(sqlite_url: str, key_file: Path) -> None:
    """CMPBOT_KEY wins; nothing is written."""
    sealer, notice = await find_key(sqlite_url, write_key(KEY), key_file)

    assert notice is None
    assert Sealer([KEY]).open(sealer.seal(b"x", context=PLACE), context=PLACE) == b"x"
    assert not there(key_file)


async def test_a_database_without_its_key_is_refused(
    database_url: str, key_file: Path, sealer: Sealer
) -> None:
    """A new key would turn everything recorded into noise, and hide that the old one is lost."""
    await (await open_sessions(database_url, sealer)).close()

    with pytest.raises(KeyRefused, match="is missing, and what the database holds"):
        await find_key(database_url, None, key_file)

    assert not there(key_file)


async def test_asking_for_a_key_makes_no_database(sqlite_url: str, key_file: Path) -> None:
    """The refusal above must not depend on a file that the question itself has made."""
    await find_key(sqlite_url, None, key_file)

    assert not there(Path(sqlite_url.removeprefix("sqlite:///")))


async def test_first_starts_at_once_agree_on_one_key(sqlite_url: str, key_file: Path) -> None:
    """Several processes started together; exactly one of them says that it made the key."""
    found = await asyncio.gather(
        *(asyncio.to_thread(asyncio.run, find_key(sqlite_url, None, key_file)) for _ in range(8))
    )

    sealed = found[0][0].seal(b"x", context=PLACE)
    assert all(sealer.open(sealed, context=PLACE) == b"x" for sealer, _ in found)
    assert sum(notice is not None for _, notice in found) == 1


async def test_a_key_beside_the_database_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    """Issue 2: outside the database's folder, also by way of a link."""
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for folder in ("data", "link"):
        with pytest.raises(KeyRefused, match="lies in the folder of the database"):
            await find_key(sqlite_url, None, tmp_path / folder / "key")


@pytest.mark.parametrize("others", [0o644, 0o640, 0o604, 0o660])
async def test_a_key_file_that_others_can_read_is_refused(
    sqlite_url: str, key_file: Path, others: int
) -> None:
    """The remedy is in the sentence."""
    given(key_file, write_key(KEY), others)

    with pytest.raises(KeyRefused, match=f"can be read by others: chmod 600 {key_file}"):
        await find_key(sqlite_url, None, key_file)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it holds no key"),
        ("c2hvcnQ=", "it has 5 bytes instead of 32"),
        ("?!", "it is not base64"),
    ],
)
async def test_a_key_that_is_none_is_refused(
    sqlite_url: str, key_file: Path, text: str, why: str
) -> None:
    """One sentence with the place and the reason, for the file and for the variable."""
    given(key_file, text)

    with pytest.raises(KeyRefused, match=f"The key file {key_file} cannot be used: {why}"):
        await find_key(sqlite_url, None, key_file)
    with pytest.raises(KeyRefused, match=f"CMPBOT_KEY cannot be used: .*{why}"):
        await find_key(sqlite_url, text, key_file)


async def test_a_key_file_that_cannot_be_used_at_all_is_refused(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A folder where the file should be; a file where its folder should be."""
    (tmp_path / "a file").touch()

    with pytest.raises(KeyRefused, match="cannot be read"):
        await find_key(sqlite_url, None, tmp_path)
    with pytest.raises(KeyRefused, match="cannot be made"):
        await find_key(sqlite_url, None, tmp_path / "a file" / "key")


async def test_another_key_does_not_open_the_database(database_url: str, sealer: Sealer) -> None:
    """Issue 6: a wrong key refuses to start with one clear sentence."""
    await (await open_sessions(database_url, sealer)).close()

    with pytest.raises(WrongKey, match=r"^The key does not fit the database .*\.$"):
        await open_sessions(database_url, Sealer([b"x" * 32]))


async def test_an_old_key_behind_the_new_one_opens_the_database(
    database_url: str, sealer: Sealer
) -> None:
    """Issue 6: rotation accepts the old key until it is done."""
    await (await open_sessions(database_url, sealer)).close()

    await (await open_sessions(database_url, Sealer([b"x" * 32, KEY]))).close()


def test_the_key_lies_in_the_folder_for_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """XDG Base Directory Specification: a relative value is to be ignored."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/mine")
    assert default_key_file() == Path("/etc/mine/cmpbot/key")
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert default_key_file() == tmp_path / ".config" / "cmpbot" / "key"
