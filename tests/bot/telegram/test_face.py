"""What a person sees before the first word."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from strict_api.server import StandIn

from bot.telegram.face import faces, show_face
from bot.telegram.receiving.updates import Client
from conversations.wording import MENU, languages

PRIVATE = "all_private_chats"
SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def sets(standin: StandIn) -> list[str]:
    return sorted(call.method for call in standin.calls if call.method in SETTERS)


async def test_the_menu_and_the_descriptions_are_set(standin: StandIn, client: Client) -> None:
    """The command menu is set by the bot itself, for private chats alone."""
    await show_face(client)
    face = standin.methods.face
    menu = face[f"commands/{PRIVATE}/"]["value"]
    assert [(c["command"], c["description"]) for c in menu] == list(MENU)
    assert "Not affiliated with ASCP" in face["description/default/"]["value"]
    assert "Not ASCP" in face["short_description/default/"]["value"]
    assert "commands/default/" not in face
    assert standin.refused() == []


async def test_what_is_as_it_should_be_is_not_set_again(standin: StandIn, client: Client) -> None:
    """Telegram lets nobody change a description often; a restart changes nothing."""
    await show_face(client)
    assert sets(standin) == sorted(SETTERS)
    standin.calls.clear()
    await show_face(client)
    assert sets(standin) == []


async def test_what_somebody_else_changed_is_set_back(standin: StandIn, client: Client) -> None:
    """A command that is gone would lead nowhere."""
    await show_face(client)
    standin.methods.face[f"commands/{PRIVATE}/"]["value"].pop()
    standin.calls.clear()
    await show_face(client)
    assert sets(standin) == ["setMyCommands"]


async def test_another_language_brings_its_own_face(
    standin: StandIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One module per language; what it lacks is English."""
    spanish = SimpleNamespace(MENU=(("add", "Anotar un curso"),), DESCRIPTION="Anota tus cursos.")
    monkeypatch.setitem(languages.LANGUAGES, "es", spanish)
    await show_face(client)
    face = standin.methods.face
    assert face[f"commands/{PRIVATE}/es"]["value"][0]["description"] == "Anotar un curso"
    assert face["description/default/es"]["value"] == "Anota tus cursos."
    assert face["short_description/default/es"] == face["short_description/default/"]
    assert face[f"commands/{PRIVATE}/"]["value"][0]["description"] == "Log a CE"


@pytest.mark.parametrize(
    ("part", "most"),
    [(lambda face: face.description, 512), (lambda face: face.short_description, 120)],
)
def test_descriptions_keep_to_their_lengths(part: Callable[[object], str], most: int) -> None:
    """Bot API, setMyDescription 0-512, setMyShortDescription 0-120 characters."""
    for face in faces():
        assert 0 < len(part(face)) <= most
