"""The conversation that the bot holds with each stand-in."""

from collections.abc import Awaitable, Callable

# What the person does, and words that the bot must show after it.
WALK = (
    ("/start", "Not affiliated"),
    ("I hold MLS and SBB, both expire 2028-06-30", "set up"),
    ("1.5 hours antibody identification from LabCE yesterday, blood banking", "Is this right"),
    ("[Save]", "Saved."),
    ("what do I still need for my SBB?", "still missing"),
    ("[Undo]", "Removed"),
    ("/help", "What you can say"),
)


async def walk(
    does: Callable[[str], Awaitable[None]], sees: Callable[[str], Awaitable[bool]]
) -> bool:
    """Hold it, tell how each step went, and return whether all went well."""
    went = []
    for line, words in WALK:
        await does(line)
        went.append(await sees(words))
        print("ok  " if went[-1] else "LOST", line)
    return all(went)
