"""Each file is delivered by itself: an upload that has to be tried again repeats no words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from conversations.model import Screen


def apart(screens: Iterable[Screen]) -> tuple[Screen, ...]:
    """Return the screens with each of their files beneath them as a screen without words."""
    return tuple(each for screen in screens for each in _apart(screen))


def together(screens: Iterable[Screen]) -> tuple[Screen, ...]:
    """Return the screens with the files beneath them as their own again; the reverse of `apart`."""
    joined: list[Screen] = []
    for screen in screens:
        if joined and is_file(screen):
            joined[-1] = replace(joined[-1], files=(*joined[-1].files, *screen.files))
        else:
            joined.append(screen)
    return tuple(joined)


def is_file(screen: Screen) -> bool:
    """Whether a screen has no words, only files."""
    return bool(screen.files) and not (screen.text or screen.heading or screen.buttons)


def _apart(screen: Screen) -> Iterator[Screen]:
    if not is_file(screen):
        yield replace(screen, files=())
    for wanted in screen.files:
        yield Screen("", files=(wanted,))
