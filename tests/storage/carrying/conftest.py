"""What the tests of carrying share: two databases of each kind."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

WAYS = [
    ("sqlite", "sqlite"),
    pytest.param(("sqlite", "postgres"), marks=pytest.mark.postgres),
    pytest.param(("postgres", "sqlite"), marks=pytest.mark.postgres),
    pytest.param(("postgres", "postgres"), marks=pytest.mark.postgres),
]


@pytest.fixture(params=WAYS, ids="-".join)
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the addresses of two empty databases."""
    kinds = request.param
    made = [tmp_path / name for name in ("old", "new")]
    for folder in made:
        folder.mkdir()
    urls = [f"sqlite:///{folder / 'cmpbot.db'}" for folder in made]
    if "postgres" not in kinds:
        yield urls[0], urls[1]
        return
    server = request.getfixturevalue("postgres_server")
    with server.database() as one, server.database() as other:
        there = [
            url if kind == "sqlite" else database
            for kind, url, database in zip(kinds, urls, (one, other), strict=True)
        ]
        yield there[0], there[1]


@pytest_asyncio.fixture
async def both(way: tuple[str, str], sealer: Sealer) -> AsyncIterator[tuple[Sessions, Sessions]]:
    """Give the same two, open, with their tables."""
    opened = [await open_sessions(url, sealer) for url in way]
    yield opened[0], opened[1]
    for each in opened:
        await each.close()
