"""How the conversations reach people: Telegram, a terminal, scripts."""
