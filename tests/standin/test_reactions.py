"""Reactions and descriptions, as the documentation has them."""

from typing import Any

import aiohttp
import pytest
from strict_api.server import TOKEN, StandIn

ANA = 7


async def call(standin: StandIn, method: str, **sent: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{standin.url}{TOKEN}/{method}", json=sent) as answer,
    ):
        answered: dict[str, Any] = await answer.json()
        return answered


async def test_a_reaction_takes_the_place_of_the_one_before(standin: StandIn) -> None:
    """setMessageReaction: bots can set up to one reaction per message."""
    message = standin.person(ANA).say("look")
    for emoji in ("👍", "👀"):
        reaction = [{"type": "emoji", "emoji": emoji}]
        at = {"chat_id": ANA, "message_id": message.id}
        assert (await call(standin, "setMessageReaction", **at, reaction=reaction))["ok"]
    assert message.reactions == ["👀"]


@pytest.mark.parametrize(
    ("reaction", "says"),
    [
        ([{"type": "emoji", "emoji": "📎"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👀"}], "TOO_MANY"),
        ([{"type": "emoji"}], "REACTION_INVALID"),
    ],
)
async def test_a_reaction_that_telegram_does_not_take_is_refused(
    standin: StandIn, reaction: list[dict[str, str]], says: str
) -> None:
    """ReactionTypeEmoji lists those there are."""
    message = standin.person(ANA).say("look")
    at = {"chat_id": ANA, "message_id": message.id}
    answer = await call(standin, "setMessageReaction", **at, reaction=reaction)
    assert says in answer["description"]
    assert message.reactions == []


async def test_a_description_is_kept_by_language(standin: StandIn) -> None:
    """setMyDescription, getMyDescription: a dedicated description per language."""
    await call(standin, "setMyDescription", description="Hello")
    await call(standin, "setMyDescription", description="Hola", language_code="es")
    found = await call(standin, "getMyDescription", language_code="es")
    assert found["result"] == {"description": "Hola"}
    found = await call(standin, "getMyShortDescription")
    assert found["result"] == {"short_description": ""}
