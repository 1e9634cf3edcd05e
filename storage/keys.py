"""Where the sealing key comes from: the environment, or a file apart from the database."""

import os
import secrets
import stat
from pathlib import Path

from storage.addresses import file_of, read_address
from storage.engine import holds_data
from storage.sealing import KeyRefused, Sealer, new_key, read_keys, write_key


def default_key_file() -> Path:
    """Return `cmpbot/key` in the person's folder for configuration."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".config") / "cmpbot" / "key"


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
    file = (key_file or default_key_file()).expanduser().absolute()
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


def _from_file(file: Path) -> Sealer:
    try:
        with file.open() as stream:
            mode = os.fstat(stream.fileno()).st_mode
            text = stream.read(4096)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"The key file {file} cannot be read.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise KeyRefused(f"The key file {file} can be read by others: chmod 600 {file}.")
    return Sealer(_read(text, f"The key file {file} cannot be used"))


def _read(text: str, complaint: str) -> tuple[bytes, ...]:
    try:
        return read_keys(text)
    except KeyRefused as error:
        raise KeyRefused(f"{complaint}: {error}.") from error


def _make(file: Path) -> bool:
    """Write a new key to the disk; return False where another process was first."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(write_key(new_key()) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)  # all or nothing, and never over another one's key
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise KeyRefused(f"The key file {file} cannot be made: {error.strerror}.") from error
    return True
