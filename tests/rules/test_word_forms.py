"""Words are compared in one form; the quick way to it is the plain way."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from cmp_rules._catalog.words import form_of, split_words

ENDINGS = ("our", "ours", "ies", "es", "s", "us", "uses", "ss", "sses", "shes", "is", "ae", "oe")


def plain_form(word: str) -> str:
    word = word.casefold()
    if len(word) > 4:
        word = word.replace("ae", "e").replace("oe", "e").replace("isation", "ization")
        word = re.sub(r"our$", "or", re.sub(r"ours$", "ors", word))
        word = re.sub(r"(?<=[a-z]{2})ies$", "y", word)
    plural = r"(?<=[a-z]{2})(?:(?<=us)es|(?<=ch|sh|ss)es|(?<![usi])s)$"
    return re.sub(plural, "", word) if len(word) > 3 else word


def plain_words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text)
    text = "".join(each for each in text if not unicodedata.combining(each))
    return re.findall(r"[^\W_]+", re.sub(r"['’´`]", "", text))


@given(st.builds(str.__add__, st.from_regex(r"\A\w{0,6}\Z"), st.sampled_from(ENDINGS)))
@example("tumours")
@example("ours")
@example("IMMUNISATIONS")
def test_the_form_of_a_word_is_the_same_either_way(word: str) -> None:
    """Singular, American, small letters."""
    assert form_of(word) == plain_form(word)


@given(st.text())
@example("Sjögren's ﬁbrosis—d’Herelle_x")
def test_a_text_is_split_the_same_with_accents_and_without(text: str) -> None:
    """Texts of plain letters take the short way."""
    assert split_words(text) == plain_words(text)
