"""Some days after a CE that its provider is said to report by itself: does it show at ASCP?

Does it show on your ASCP transcript?
#12 Antibody ID, LabCE, 22 Nov 2026 …
[It shows] [Not there] [Ask again later]
"""

from conversations.checking_back.days import ASK_AFTER, check_backs, with_check_backs
from conversations.checking_back.pressing import ACTIONS
from conversations.checking_back.question import ask_shown

__all__ = ["ACTIONS", "ASK_AFTER", "ask_shown", "check_backs", "with_check_backs"]
