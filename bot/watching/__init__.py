"""What those who run the bot can see of it: its log and its figures."""
