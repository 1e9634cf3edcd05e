"""Reduce aiogram's copy of the Bot API schema to what the stand-in reads.

    pip download --no-deps --no-binary :all: aiogram==3.31.0 && tar xzf aiogram-3.31.0.tar.gz
    python reduce.py aiogram-3.31.0/.butcher/schema/schema.json > bot-api-10.3.json

Kept are names, fields, types, which are required, the plain descriptions (limits are read out of
them) and the members of each union. Dropped are the HTML and reStructuredText copies.
"""

import json
import re
import sys
from typing import Any

MEMBER = re.compile(r"<li><a[^>]*>([A-Z]\w+)</a>")


def reduced(entry: dict[str, Any]) -> dict[str, Any]:
    """Keep of one type or method what a validator needs."""
    fields = [
        [field["name"], field["type"], bool(field["required"]), field["description"]]
        for field in entry["annotations"]
    ]
    kept: dict[str, Any] = {"fields": fields}
    if not fields and (members := MEMBER.findall(entry["html_description"])):
        kept["one_of"] = members
    return kept


def main() -> None:
    """Write one line per type or method, so that a new version shows as a readable diff."""
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    entries = {
        e["name"]: (e["category"], reduced(e)) for g in schema["items"] for e in g["children"]
    }
    print(f'{{"version": {json.dumps(schema["api"]["version"])},')
    for last, category in ((False, "types"), (True, "methods")):
        lines = [
            f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}"
            for name, (of, entry) in sorted(entries.items())
            if of == category
        ]
        print(f'"{category}": {{\n' + ",\n".join(lines) + "\n}" + ("}" if last else ","))


if __name__ == "__main__":
    main()
