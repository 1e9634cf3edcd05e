"""Checks a call against the official schema: names, types, what is required, lengths, choices.

Lengths and choices are read out of the descriptions ("1-64 bytes", "Must be one of 'a' or 'b'").
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusal import ApiError, bad_request

SCHEMA = Path(__file__).parent.parent / "schema" / "bot-api-10.3.json"

LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)(?! after entit)")
NUMBER = re.compile(r"(?:between|measured in meters;) (\d+)(?:-| and )(\d+)")
AT_MOST = re.compile(r"At most (\d+) \w+")
LIST_OF = re.compile(r"list of (\d+)-(\d+) |must include (\d+)-(\d+) items")
ONE_OF = re.compile(r"[Mm]ust be one of ((?:'[\w-]+'(?: \(\w+\))?(?:, | or |, or )?)+)")
ALWAYS = re.compile(r"^(?:Type of .*|Scope type), must be (\w+)$")
SAYS_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}
# Telegram's own words for what breaks a length or a choice; elsewhere the field's name does.
SAYS = {
    "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
    "InlineKeyboardButton.style": "can't parse inline keyboard button: invalid button style "
    "specified",
    "BotCommand.command": "BOT_COMMAND_INVALID",
    "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "setWebhook.secret_token": "secret token is too long",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart call."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Field:
    """One parameter of a method, or field of a type."""

    name: str
    type: str
    required: bool
    description: str


class Schema:
    """Every method and type of one version of the Bot API."""

    def __init__(self, path: Path = SCHEMA) -> None:
        read = json.loads(path.read_text(encoding="utf-8"))
        self.version: str = read["version"]
        self.methods = {name.lower(): name for name in read["methods"]}
        self._fields = {
            name: [Field(*field) for field in entry["fields"]]
            for group in ("types", "methods")
            for name, entry in read[group].items()
        }
        self._members: dict[str, list[str]] = {
            name: entry["one_of"] for name, entry in read["types"].items() if "one_of" in entry
        }

    def read(self, method: str, call: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters of a call in their own types; refuse what does not fit."""
        values = {
            field.name: _decoded(field, call[field.name])
            for field in self._fields[method]
            if field.name in call and call[field.name] not in ("", None)
        }
        for name in call:
            if all(field.name != name for field in self._fields[method]):
                raise bad_request(f'parameter "{name}" is unknown to {method}')
        self._check_fields(method, values)
        return values

    def check(self, type_name: str, value: Any, where: str = "") -> None:
        """Refuse a value that is not of this type."""
        where = where or type_name
        if " or " in type_name or " and " in type_name or type_name in self._members:
            self._check_any(self._options(type_name), value, where)
        elif type_name.startswith("Array of "):
            if not isinstance(value, list):
                raise bad_request(f"expected an Array of {type_name[9:]} in {where}")
            for item in value:
                self.check(type_name[9:], item, where)
        elif type_name in ("Integer", "Float", "String", "Boolean", "True"):
            if not _is_scalar(type_name, value):
                raise bad_request(f'field "{where}" must be of type {type_name}')
        elif type_name == "InputFile":
            if not isinstance(value, Upload):
                raise bad_request(f"there is no {where} in the request")
        elif not isinstance(value, dict):
            raise bad_request(f"{type_name} must be an Object in {where}")
        else:
            self._check_fields(type_name, value)

    def _options(self, type_name: str) -> list[str]:
        return self._members.get(type_name) or re.split(r" or |, | and ", type_name)

    def _check_any(self, options: list[str], value: Any, where: str) -> None:
        refusals = []
        for option in options:
            try:
                return self.check(option, value, where)
            except ApiError as refusal:
                refusals.append(refusal)
        raise self._closest(options, value, refusals)

    def _closest(self, options: list[str], value: Any, refusals: list[ApiError]) -> ApiError:
        """Blame the option that has the value's fields."""
        if isinstance(value, dict):
            for option, refusal in zip(options, refusals, strict=True):
                names = {field.name for field in self._fields.get(option, ())}
                if value and set(value) <= names:
                    return refusal
        return refusals[0]

    def _check_fields(self, owner: str, values: Mapping[str, Any]) -> None:
        known = {field.name: field for field in self._fields[owner]}
        for field in known.values():
            if field.required and field.name not in values:
                words = f'parameter "{field.name}" is required'
                if owner[0].isupper():
                    words = f'can\'t find field "{field.name}" of {owner}'
                raise bad_request(SAYS_EMPTY.get(field.name, words))
        for name, value in values.items():
            if name not in known:
                raise bad_request(f'field "{name}" is unknown to {owner}')
            self.check(known[name].type, value, f"{owner}.{name}")
            _check_limits(known[name], value, f"{owner}.{name}")


def _decoded(field: Field, value: Any) -> Any:
    """Parameters of a form come as text; all but strings and files are JSON there."""
    options = field.type.split(" or ")
    if not isinstance(value, str) or options == ["String"]:
        return value
    if "String" in options and not re.fullmatch(r"-?\d+", value):
        return value
    if options == ["Boolean"]:
        value = value.lower()
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise bad_request(f"can't parse {field.name.replace('_', ' ')} JSON object") from None


def _is_scalar(type_name: str, value: Any) -> bool:
    if type_name == "True":
        return value is True
    if type_name == "Boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    kinds = {"Integer": int, "Float": int | float, "String": str}
    return isinstance(value, kinds[type_name])


def _check_limits(field: Field, value: Any, where: str) -> None:
    if _within_limits(field.description, value):
        return
    raise bad_request(SAYS.get(where, f"{field.name.upper()}_INVALID"))


def _within_limits(description: str, value: Any) -> bool:
    if isinstance(value, str):
        if found := LENGTH.search(description):
            size = len(value.encode()) if found[3] == "bytes" else len(value)
            return int(found[1]) <= size <= int(found[2])
        if found := ONE_OF.search(description):
            return f"'{value}'" in found[1]
        if found := ALWAYS.search(description):
            return value == found[1]
    if isinstance(value, int) and (found := NUMBER.search(description)):
        return int(found[1]) <= value <= int(found[2])
    if isinstance(value, list):
        if found := AT_MOST.search(description):
            return len(value) <= int(found[1])
        if found := LIST_OF.search(description):
            low, high = (int(number) for number in found.groups() if number)
            return low <= len(value) <= high
    return True
