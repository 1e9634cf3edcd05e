"""The days of reminders: which lie ahead, how they are shown, and when each is due."""
