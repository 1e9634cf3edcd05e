"""A strict stand-in for the Telegram Bot API, built from its schema and its documented errors.

It knows nothing of the bot under test. `server.StandIn` is the door: start it, point a bot at
`standin.url`, and talk to that bot as a person (`standin.person(7).say("hello")`).
"""
