"""Where the sealing key comes from: the environment, or a file apart from the database."""

import contextlib
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.databases.addresses import file_of, read_address
from storage.engine import holds_data
from storage.sealing import KeyRefused, Sealer, new_key, read_keys, write_key


def default_key_file() -> Path:
    """Return `cmpbot/key` in the person's folder for configuration."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".config") / "cmpbot" / "key"


def key_file_of(key_file: Path | None) -> Path:
    """Return the key file that is used where CMPBOT_KEY_FILE says this."""
    return (key_file or default_key_file()).expanduser().absolute()


async def find_key(
    url: str, key: str | None = None, key_file: Path | None = None
) -> tuple[Sealer, str | None]:
    """Return the sealer for a database, and one line to show where a key was made just now.

    `key` is the text of CMPBOT_KEY, `key_file` the path of CMPBOT_KEY_FILE; with neither the key
    lies in `default_key_file()`. A key is made only where there is neither a key nor a database.
    Raises `KeyRefused` with one sentence, or what `open_sessions` raises.
    """
    if key is not None:
        return Sealer(_read(key, "CMPBOT_KEY cannot be used")), None
    file = key_file_of(key_file)
    _keep_apart(file, url)
    if not file.exists():
        # Looked at in this order: who made the database had made the key before.
        if await holds_data(url) and not file.exists():
            raise KeyRefused(
                f"The key file {file} is missing, and what the database holds cannot be read"
                " without it: put it back, or give CMPBOT_KEY."
            )
        if _make(file):
            return _from_file(file), f"Made a new key in {file}: keep a copy apart from the data."
    return _from_file(file), None


def _keep_apart(file: Path, url: str) -> None:
    database = file_of(read_address(url))
    if database is not None and file.resolve().parent == database.resolve().parent:
        raise KeyRefused(
            f"The key file {file} lies in the folder of the database, where one thief finds both:"
            " keep it elsewhere (CMPBOT_KEY_FILE)."
        )


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keep others from changing the same key file; raises `KeyRefused` where somebody does."""
    try:
        folder = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise KeyRefused(f"The key file {file} cannot be read.") from error
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KeyRefused(f"The key in {file} is being changed by another process.") from error
        yield
    finally:
        os.close(folder)


def put_in_front(file: Path) -> None:
    """Put a new key in front of those in a key file, on the disk, all or nothing."""
    keys = (new_key(), *_keys_in(file))
    try:
        draft = _draft(file, "".join(f"{write_key(key)}\n" for key in keys))
        draft.replace(file)
        _settle(file.parent)
    except OSError as error:
        raise KeyRefused(f"The key file {file} cannot be written: {error.strerror}.") from error


def _from_file(file: Path) -> Sealer:
    return Sealer(_keys_in(file), reread=lambda: _keys_now_in(file))


def _keys_now_in(file: Path) -> tuple[bytes, ...]:
    try:
        return _keys_in(file)
    except KeyRefused:  # somebody is at it; whoever asked goes on with the keys there were
        return ()


def _keys_in(file: Path) -> tuple[bytes, ...]:
    try:
        with file.open() as stream:
            mode = os.fstat(stream.fileno()).st_mode
            text = stream.read(4096)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"The key file {file} cannot be read.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise KeyRefused(f"The key file {file} can be read by others: chmod 600 {file}.")
    return _read(text, f"The key file {file} cannot be used")


def _read(text: str, complaint: str) -> tuple[bytes, ...]:
    try:
        return read_keys(text)
    except KeyRefused as error:
        raise KeyRefused(f"{complaint}: {error}.") from error


def _make(file: Path) -> bool:
    """Write a new key to the disk; return False where another process was first."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _draft(file, write_key(new_key()) + "\n")
        try:
            os.link(draft, file)  # all or nothing, and never over another one's key
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        _settle(file.parent)
    except OSError as error:
        raise KeyRefused(f"The key file {file} cannot be made: {error.strerror}.") from error
    return True


def _draft(file: Path, text: str) -> Path:
    """Write a file of its own beside another one, for its owner's eyes only, to the disk."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _settle(folder: Path) -> None:
    """Let the disk have the names in a folder."""
    opened = os.open(folder, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
