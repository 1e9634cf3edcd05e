"""Fuzzes one target: `python fuzz/one.py TARGET …`, with libFuzzer's own options behind it."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "conversations", "cmp_rules", "storage"]):
    import targets

HOME = Path(__file__).resolve().parent.parent / ".fuzz"


def main() -> None:
    """Write the seeds where there are none yet, then fuzz until told to stop."""
    name = sys.argv[1]
    corpus = HOME / name
    if not corpus.exists():
        import seeds

        corpus.mkdir(parents=True)
        for number, seed in enumerate(seeds.seeds(name)):
            (corpus / f"seed-{number:04}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *sys.argv[2:], str(corpus)], targets.TARGETS[name])
    atheris.Fuzz()


main()
