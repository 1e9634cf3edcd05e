"""The commands that answer from what the rules say, without a conversation or a database."""
