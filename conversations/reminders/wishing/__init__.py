"""What a person wishes of their reminders, and how it is said."""
