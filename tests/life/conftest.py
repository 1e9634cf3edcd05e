"""Lets the tests of this folder share the people, the world and the expectation."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))
