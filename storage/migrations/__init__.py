"""How the tables came to be, step by step; run on start."""

from pathlib import Path

FOLDER = Path(__file__).parent
HEAD = "0008"  # the newest version; known here so that an up-to-date start needs no Alembic
