"""Taking everything along: what is said before, with it, and inside it."""

SEND_EXPORT = "Send me the ZIP"


def export_heading() -> str:
    """Open what /export says first."""
    return "Everything I keep of you, as one file"


def about_export(certificates: int, *, too_large: bool) -> str:
    """Say what will be in the file, and where it will lie, before it is sent."""
    files = (
        "Your certificates are too large for one message here and are left out; whoever runs me "
        "can give them to you (cmpbot export)."
        if too_large
        else f"Your {certificates} certificates are in it as they came."
        if certificates > 1
        else "Your certificate is in it as it came."
        if certificates
        else "No certificates are kept of you."
    )
    return (
        "A ZIP with your credentials, their dates and your own figures; every CE with its points "
        "and areas, removed ones too; reminders, settings and this conversation: as spreadsheets, "
        "and as data that another copy of this bot can take in. "
        f"{files}\n"
        "It is not encrypted. Once sent, it lies in this chat, at Telegram and on each of your "
        "devices, until you delete the message."
    )


def export_sent(*, too_large: bool) -> str:
    """Go with the file."""
    without = " It holds no certificates." if too_large else ""
    return f"Here is everything I keep of you.{without} Delete this message once you have saved it."


def export_read_me(*, with_files: bool) -> str:
    """Explain the file to whoever opens it, in a year perhaps."""
    files = (
        "certificates/     the files you sent as proof, by their number\n"
        if with_files
        else "(The files you sent as proof are left out of this one.)\n"
    )
    return (
        "This is everything that cmpbot kept of you when you asked for it. cmpbot is not "
        "affiliated with\nASCP; nothing in here was filed there.\n\n"
        "activities.csv    your CEs, for any spreadsheet\n"
        "credentials.csv   your credentials, their cycles, your own figures\n"
        "data.json         the same in full, for programs; another cmpbot takes it in with\n"
        "                  cmpbot import FILE --person N\n"
        "stored.json       every row as the database had it, opened: also what was removed, what "
        "was\n                  said last, reminders that are due\n"
        f"{files}"
        "SHA256SUMS        tells whether a file was changed: sha256sum -c SHA256SUMS\n\n"
        "In the spreadsheets an apostrophe stands before what a spreadsheet would take for a "
        "formula.\nNothing in here is encrypted. Keep it where only you can read it.\n"
    )
