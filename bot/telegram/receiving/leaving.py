"""When the people of a group want the bot to go."""

import re

_PLEASE = r"(?:(?:please|pls|now|bot|hey|ok|okay|you|can|could|should|must|may|have to)[ ,]+)*"
_GO = r"(?:leave|go|go away|get out|get lost|good ?bye|bye|bye bye|log off)"
_WHERE = r"(?:[ ,]+(?:please|pls|now|us|here|this|the|our|group|chat|bot|thanks|thank you))*"
_TOLD = re.compile(f"{_PLEASE}{_GO}{_WHERE}[ .!]*", re.I)


def told_to_go(text: str, username: str, *, to_bot: bool) -> bool:
    """Whether a message in a group sends the bot away; `to_bot`: it answers the bot's own words.

    Anybody may: it serves nobody there, and whoever wants it back can add it again.
    """
    text = text.strip()
    name = f"@{username}"
    if text.casefold() in ("/leave", f"/leave{name}".casefold()):
        return True
    if text.casefold().rstrip(".! ") == "leave":
        return True
    words = re.sub(re.escape(name), "", text, flags=re.I).strip(" ,:")
    return (to_bot or words != text) and bool(_TOLD.fullmatch(words))
