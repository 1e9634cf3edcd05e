"""Reactions that the bot leaves under messages."""

from typing import Any

from telegram.constants import ReactionEmoji

from .refusal import bad_request
from .world import World

# The schema's copy of the list (ReactionTypeEmoji) lost its emoji; the client library kept them.
KNOWN = frozenset(str(emoji) for emoji in ReactionEmoji)


def set_reaction(world: World, call: dict[str, Any]) -> bool:
    """Replace the bot's reactions to a message: one at most, and one that Telegram knows."""
    message = world.reachable(call["chat_id"]).message(call["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    reactions = call.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(each["type"] != "emoji" or each.get("emoji") not in KNOWN for each in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = [each["emoji"] for each in reactions]
    return True
