"""What every test may ask for: a fresh database on each of the two servers, keys, sessions."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_asyncio

from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

sys.path.insert(0, str(Path(__file__).parent / "servers"))

from silent_proxy import SilentProxy
from temporary_postgres import TemporaryPostgres, temporary_postgres

# A busy machine is not a fault: how long an example takes is measured in bench/, not judged here.
hypothesis.settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TemporaryPostgres]:
    """Start one server per run, or per worker of a run."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: TemporaryPostgres) -> Iterator[str]:
    """Give the address of an empty PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest_asyncio.fixture
async def silent_proxy(postgres_url: str) -> AsyncIterator[SilentProxy]:
    """Give a way to an empty PostgreSQL database on which connections can go silent."""
    async with SilentProxy(postgres_url).running() as proxy:
        yield proxy


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the address of an SQLite database that does not exist yet, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return f"sqlite:///{folder / 'cmpbot.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give an empty database: each test that asks for it runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sealer() -> Sealer:
    """Give a key that is always the same."""
    return Sealer([bytes(range(32))])


@pytest_asyncio.fixture
async def sessions(database_url: str, sealer: Sealer) -> AsyncIterator[Sessions]:
    """Give an open database with its tables."""
    opened = await open_sessions(database_url, sealer)
    yield opened
    await opened.close()
