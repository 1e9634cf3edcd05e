"""What the bot does by itself while it serves."""
