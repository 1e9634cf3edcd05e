"""Files that the bot sends: a photo or a document with a caption."""

import itertools
from typing import Any

from .markup import Formatted, formatted, units
from .refusal import bad_request
from .schema import Upload

CAPTION_LIMIT = 1024  # sendDocument, caption
MOST_FETCHED = 20 * 2**20  # getFile
MOST_BYTES = {"document": 50 * 2**20, "photo": 10 * 2**20}  # "Sending files" of the documentation


class Media:
    """What was uploaded, by file_id."""

    def __init__(self) -> None:
        self.files: dict[str, Upload] = {}
        self._numbers = itertools.count(1)

    def bring(
        self, kind: str, name: str, content: bytes, size: int | None = None
    ) -> dict[str, Any]:
        """Return what a message of a person says of a file of theirs; `size` may be untrue."""
        number = f"{kind}-{next(self._numbers)}"
        self.files[number] = Upload(name, content)
        about = {"file_id": number, "file_unique_id": f"u{number}"}
        about |= {"file_size": len(content) if size is None else size}
        if kind == "photo":
            return {"photo": [about | {"width": 1280, "height": 960}]}
        return {"document": about | {"file_name": name, "mime_type": "application/octet-stream"}}

    def describe(self, call: dict[str, Any]) -> dict[str, Any]:
        """Return a file that a bot may fetch (getFile)."""
        name = call["file_id"]
        if name not in self.files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        size = len(self.files[name].content)
        if size > MOST_FETCHED:
            raise bad_request("file is too big")
        about = {"file_id": name, "file_unique_id": f"u{name}", "file_size": size}
        return about | {"file_path": f"documents/{name}"}

    def keep(self, kind: str, given: Any) -> dict[str, Any]:
        """Return what a message says of a file: a new one, or one sent before by its file_id."""
        if isinstance(given, Upload):
            if not given.content:
                raise bad_request("file must be non-empty")
            if len(given.content) > MOST_BYTES[kind]:
                raise bad_request(f"file is too big for a {kind}")
            name = f"{kind}-{next(self._numbers)}"
            self.files[name] = given
        elif given not in self.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        else:
            name = given
        file = self.files[name]
        about = {"file_id": name, "file_unique_id": f"u{name}", "file_size": len(file.content)}
        if kind == "photo":
            return {"photo": [about | {"width": 800, "height": 600}]}
        return {"document": about | {"file_name": file.name}}


def read_caption(call: dict[str, Any]) -> Formatted:
    """Return a caption; refuse one that is too long once it is parsed."""
    read = formatted(call.get("caption", ""), call.get("parse_mode"))
    if units(read.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return read
