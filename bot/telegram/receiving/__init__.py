"""What Telegram brings: read, weighed, fetched, and taken as turns."""
