"""What waits to be sent beside the answers, when it may go, and what became of it."""
