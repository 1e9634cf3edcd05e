"""/declare: what is missing, what to enter at ASCP field by field, and what becomes of it.

> /declare SBB
SBB: ready to declare, by the figures here …
> [Enter the CEs]
> [Entered: tick it]
> declared my SBB today
SBB: declared 5 Apr 2027 …
> [It was approved]
Was your SBB renewed until Sun 30 Jun 2030? …
"""

from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.pressing import ACTIONS
from conversations.declaring.said import about_declaring, said
from conversations.declaring.where import declare

__all__ = ["ACTIONS", "AskingDeclaredDay", "about_declaring", "declare", "said"]
