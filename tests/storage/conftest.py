"""Lets the tests of this folder share their sample values."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "support"))


@pytest.fixture
def support() -> Path:
    """Give the folder of the helpers, for child processes."""
    return Path(__file__).parent / "support"
