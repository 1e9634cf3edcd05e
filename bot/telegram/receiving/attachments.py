"""What a message brings that is not text: our word for it, its file, its place on earth."""

from pathlib import PurePosixPath

from telegram import Location, Message

from bot.harmless import harmless
from conversations.model import Attachment

LONGEST_NAME = 120  # characters of a file's name that are worth keeping

# What is attached, and our word for it (model.Sent.what). The first that is there counts: an
# animation is a document as well, a venue a location, a live photo a photo.
WORDS = {
    "animation": "animation",
    "photo": "photo",
    "document": "document",
    "voice": "voice",
    "audio": "audio",
    "video": "video",
    "video_note": "video",
    "sticker": "sticker",
    "venue": "location",
    "location": "location",
    "contact": "contact",
    "poll": "poll",
    "dice": "dice",
    "game": "game",
    "story": "story",
    "checklist": "checklist",
    "paid_media": "other",
    "invoice": "other",
    "giveaway": "other",
}
# Newer than the library, which leaves it unread (Bot API 10.3, Message).
UNREAD = ("rich_message",)


def word_for(message: Message) -> str | None:
    """Say what a message brings; None for a notice of Telegram's own (a pinned message …)."""
    for name, word in WORDS.items():
        if getattr(message, name):
            return word
    return "other" if any(name in message.api_kwargs for name in UNREAD) else None


def file_of(message: Message) -> Attachment | None:
    """Return the document or the photo (its largest size) of a message."""
    if message.animation:
        return None
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Attachment(largest.file_id, size=largest.file_size, media_type="image/jpeg")
    if message.document:
        sent = message.document
        name = _bare(sent.file_name or "")
        return Attachment(sent.file_id, name, sent.file_size, harmless(sent.mime_type or ""))
    return None


def place_of(message: Message) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees of a location or a venue."""
    at: Location | None = message.venue.location if message.venue else message.location
    return None if at is None else (at.latitude, at.longitude)


def _bare(name: str) -> str:
    """Return a name without folders: it comes from a stranger's device."""
    return PurePosixPath(harmless(name).replace("\\", "/").replace("\n", " ")).name[-LONGEST_NAME:]
