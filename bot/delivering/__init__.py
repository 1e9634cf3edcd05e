"""How what waits in the outbox reaches people."""
