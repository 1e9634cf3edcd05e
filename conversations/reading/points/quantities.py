"""Numbers as people write them: "1.5", "1,5", "1 1/2", "½", "1:30 h", "one and a half"."""

from decimal import Decimal

_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
}
_WORDS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "a": Decimal(1),
    "an": Decimal(1),
    "one": Decimal(1),
    "two": Decimal(2),
    "three": Decimal(3),
    "four": Decimal(4),
    "five": Decimal(5),
    "six": Decimal(6),
    "seven": Decimal(7),
    "eight": Decimal(8),
    "nine": Decimal(9),
    "ten": Decimal(10),
    "twelve": Decimal(12),
    "fifteen": Decimal(15),
    "twenty": Decimal(20),
    "thirty": Decimal(30),
    "forty": Decimal(40),
    "forty-five": Decimal(45),
    "forty five": Decimal(45),
    "fifty": Decimal(50),
    "sixty": Decimal(60),
    "seventy-five": Decimal(75),
    "seventy five": Decimal(75),
    "ninety": Decimal(90),
}
_MINUTES_OF_AN_HOUR = 60
_COUNTS = "|".join(
    word
    for word in sorted(_WORDS, key=len, reverse=True)
    if len(word) > 2 and word not in ("half", "quarter")
)

# What `quantity` can read. The caller sets the borders.
QUANTITY = (
    r"(?:\d{1,2}:[0-5]\d(?=\s?(?:hours?|hrs?|h)\b)|\d{1,3}\s(?:1/2|1/4|3/4)|\d{1,3}\s?[½¼¾]|1/2|1/4|3/4|[½¼¾]"
    r"|\d{1,30}(?:[.,]\d{1,12})?(?!\sand\s(?:an?\s|one\s|three[\s-])?(?:half|quarter))|[.,]\d{1,12}"
    rf"|(?:{_COUNTS}|\d{{1,2}})\sand\s(?:an?\s|one\s|three[\s-])?(?:half|quarters?)|(?:{_COUNTS}))"
)


def quantity(text: str) -> Decimal:
    """Return the number that a text of the form `QUANTITY` stands for."""
    text = text.lower()
    if text in _WORDS:
        return _WORDS[text]
    if " and " in text:
        whole, _, part = text.partition(" and ")
        times = 3 if part.startswith("three") else 1
        last = part.replace("-", " ").split()[-1].removesuffix("s")
        return quantity(whole) + times * _WORDS[last]
    if ":" in text:
        hours, _, minutes = text.partition(":")
        return Decimal(hours) + Decimal(minutes) / _MINUTES_OF_AN_HOUR
    for sign, value in _FRACTIONS.items():
        if text.endswith(sign):
            return Decimal(text.removesuffix(sign).strip() or 0) + value
    return Decimal(text.replace(",", "."))


def tidy(number: Decimal) -> Decimal:
    """Return the number without trailing zeros, and without an exponent."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
