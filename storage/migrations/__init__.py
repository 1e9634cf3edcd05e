"""How the tables came to be, step by step; run on start."""

HEAD = "0008"  # the newest version; known here so that an up-to-date start needs no Alembic
