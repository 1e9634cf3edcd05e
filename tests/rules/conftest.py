"""Lets the tests of the rules share small worlds of made-up credentials, and a plain oracle."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "worlds"))
