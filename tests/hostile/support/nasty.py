"""Text that nobody sends by mistake: strategies for Hypothesis, and pieces to be repeated."""

from hypothesis import strategies as st

# Each is harmless once. What counts is what a reader does with many, and with odd neighbours.
PIECES = (
    "1.5.1.5", "1.5 ", "1/2/", "3/2 ", "9", "9 ", "-1 ", "1,000,", "½", "1½ ", "10-20 ", "10 to ",
    "2 x 1 h ", "1 h;", "1 ce ", "one hour and ", "half an ", "٣", "１", "²", "1e9", "NaN ", "0x1 ",
    "(", "[(", "((1)", "[ ]", "-[x]", "- ", "1) ", "{", '{"a":', "[", "]", "<b>", "&amp;", "|", ";",
    "😀", "👩‍🔬", "\u202e", "\u200f", "שלום ", "\u200b", "\ufeff", "a\u0301\u0302", "\u0301",
    "\x00", "\ud83d", "\x1b[31m", "\n", "\r\n", "\n \n", "\u2028", " ", "\t", "\t1\t", "a\n",
    "a 1 h\n", "a,1 h,", "x,", "a", "A.", "a-b-", "a@b.c ", "'", '"', "“", "..", "/", "/add ", "@",
    "!undo:", "may ", "jan 1 - ", "31 feb ", "9999-12-31 ", "0000-00-00 ", "3 de marzo de ",
    "yesterday ",
    "9999 years before ", "every month on the 99 ", "from ", "of the ", "what about ", "no, ",
    "mls ", "sbb(ascp) ", "mls(", "labce from ", "safety ", "expires 2027 ", "https://a.b/c?d=e ",
    "undo ", "cancel ", "make it ", "remind me ", "25pm to 7:99 ", "99999999999999999999 points ",
)  # fmt: skip

anything = st.text(st.characters(exclude_categories=()), max_size=60)  # half surrogates as well
pieces = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
texts = st.one_of(anything, pieces, st.tuples(pieces, anything, pieces).map("".join))

# What may stand where a program expects the number or the name of something.
RECORDS = (
    "", "0", "1", "2", "-1", "+1", " 1", "1 ", "01", "1_0", "٣", "²", "１", "1.5", "1e9", "9" * 9,
    "9" * 10, "9" * 60, "NaN", "x", "1:1", "1:x", ":", "::", "1,2", "MLS.ASCP", "MLS.ASCPi", "MLS",
    "MLS.", ".ASCP", "ZZ.ASCP", "MLS.ASCP:0", "MLS.ASCP:2027-06-30", "MLS.ASCP:9999-99-99",
    "2027-06-30", "0000-00-00", "first", "second", "yes", "no", "save", "today", "\x00", "\ud83d",
    "../../etc/passwd", "None", "True", "safety", "electives", "dmy", "es", "m31", "m99", "e9999",
)  # fmt: skip
records = st.one_of(st.sampled_from(RECORDS), st.text(max_size=12))
