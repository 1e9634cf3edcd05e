# The two commands a newcomer needs are `make chat` and `make test`; both set themselves up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: audit corpus chat test slow check lint types contracts versions bench fuzz clean

chat: $(VENV)/.ready
	@$(BIN)/cmpbot chat

test: $(VENV)/.ready
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

# Those that take long: processes killed at every point, three simulated years, oracles.
slow: $(VENV)/.ready
	$(BIN)/pytest -n 2 --dist worksteal -m slow

check: lint types contracts test slow versions

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

contracts: $(VENV)/.ready
	$(BIN)/lint-imports

# The fast tests, on SQLite, with the other supported Pythons (those that this machine has).
versions: $(VENV)/.ready
	$(BIN)/python tests/versions.py

# Figures to read, not tests: ratios and p50/p99, each from one run. PART="closed slow" runs some.
bench: $(VENV)/.ready
	$(BIN)/python bench/run.py $(PART)

# A minute with each parser, coverage-guided; TIME=600 TARGET=dates for ten with one. See fuzz/.
fuzz: $(VENV)/.fuzz
	$(BIN)/python fuzz/run.py

# Whether a pinned dependency has a known hole. Asks pypi.org; one that it cannot judge is an error,
# since "no known vulnerabilities" is also what is said where nothing was looked at.
audit: $(VENV)/.audit
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

# How well sentences are understood: per intent, per entity, and what was taken for what.
corpus: $(VENV)/.ready
	$(BIN)/python bench/understand.py

$(VENV)/.ready: pyproject.toml constraints.txt
	@echo "Setting up $(VENV), once; this takes about a minute." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/.fuzz $(VENV)/.audit: $(VENV)/.%: $(VENV)/.ready
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --editable '.[$*]'
	@touch $@

clean:
	rm -rf $(VENV) .venv-* .fuzz build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
