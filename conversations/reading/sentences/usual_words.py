"""A sentence in usual words, with what was found in it as capitals: what the grammar reads."""

import re

from conversations.reading.plain import Span, overlap
from conversations.reading.sentences.spelling import usual
from conversations.reading.subjects.entities import Entities, everyday

_MOST = 60  # words that the grammar reads
_BODIES = ("ASCP", "AMT")  # who certifies: asked about by name, more than as providers
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.A)


def usual_words(found: Entities) -> list[str]:
    """Return the sentence word by word: "what do I need for my SBB" has CRED as its last."""
    symbols = _symbols(found)
    sentence: list[str] = []
    done: set[Span] = set()
    for word in found.words:
        symbol = next((s for s in symbols if overlap(s[0], (word.start, word.end))), None)
        if symbol is None:
            sentence += ["NUM"] if _NUMBER.fullmatch(word.text) else usual(word.text)
        elif symbol[0] not in done:
            done.add(symbol[0])
            sentence.append(symbol[1])
        if len(sentence) >= _MOST:
            break
    return sentence


def _symbols(found: Entities) -> list[tuple[Span, str]]:
    parts = () if found.split is None else found.split.spans
    return [
        *((span, "DATE") for _, span in found.dates),
        *((span, "PARTS") for span in parts),
        *((span, "PTS") for _, span in found.points),
        *((named.span, "CRED") for named in found.credentials),
        *((hit.span, "PROV") for hit in found.providers if hit.meaning not in _BODIES),
        *((hit.span, "AREA") for hit in found.areas if not everyday(hit, found.text)),
    ]
