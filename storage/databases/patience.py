"""How long PostgreSQL may keep us waiting: a connection may go silent without being closed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    statement: float  # until the answer to one is given up, and its connection with it
    lock: int  # for somebody else's transaction; then PostgreSQL itself gives up
    idle: int  # after which it undoes a transaction that says nothing: its worker may be cut off


# Somebody waits for the answer. A lock is given up before a statement, so that PostgreSQL says why.
SERVING = Patience(statement=8, lock=6, idle=15)
# Migrations, and what goes over everything.
WORKING = Patience(statement=60, lock=10, idle=60)
