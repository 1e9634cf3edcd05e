"""Commands for those who run the bot, beside those that serve and those that carry data."""
