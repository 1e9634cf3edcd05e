"""What the tests of commands that carry data share: two places of one kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_there import record


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    """Name a kind of database."""
    return str(request.param)


@pytest.fixture
def places(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Give the addresses of two databases of one kind: one with a person in it, one not made."""
    if kind == "sqlite":
        for name in ("old", "new"):
            (tmp_path / name).mkdir()
        urls = [f"sqlite:///{tmp_path / name / 'cmpbot.db'}" for name in ("old", "new")]
        record(urls[0])
        yield urls[0], urls[1]
        return
    server = request.getfixturevalue("postgres_server")
    with server.database() as old, server.database() as new:
        record(old)
        yield old, new
