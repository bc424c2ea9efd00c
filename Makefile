# Two commands: `make run` and `make test`. Both need Python 3.11 or newer and nothing else.

PORT ?= 8000
HOST ?= 127.0.0.1
VENV ?= .venv
NEWEST := python3.14 python3.13 python3.12 python3.11 python3 python
PYTHON ?= $(shell for name in $(NEWEST); do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
INPUTS := pyproject.toml requirements.lock web/hatch_build.py \
	$(shell find web/frontend web/kg_web/translations -type f -not -path '*/node_modules/*' -not -name '*.mo' 2>/dev/null)

.PHONY: run test check quality audit faults fuzz clean

run: $(VENV)/installed
	$(BIN)/kg demo --host $(HOST) --port $(PORT)

test: $(VENV)/installed-test check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Measure extraction again: what /quality shows, and the floors, which only rise.
BENCH := $(BIN)/kg bench extraction --baseline naive --floors tests/data/floors.json --raise-floors

quality: $(VENV)/installed
	$(BIN)/python -m kg.schema > kg/schemas/extract.schema.json
	$(BENCH) tests/data/gold --texts kg/samples --name samples --json kg/quality/samples.json
	$(BENCH) tests/data/passages --name passages --json kg/quality/passages.json

# Known holes in what ships. pip-audit asks the internet, and fails where it cannot learn about a package.
audit: | $(BIN)/python
	test -d $(VENV)/audit || $(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check bandit pip-audit
	$(VENV)/audit/bin/bandit --quiet --recursive kg web/kg_web --severity-level medium --confidence-level medium
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements.lock

# Faults in their long form, an hour or more; fewer with ROUNDS=20, some with FAULTS="kill flip", the same again with SEED.
SEED ?= 1
ROUNDS ?= 0
MINUTES ?= 5

faults: $(VENV)/installed-test
	$(BIN)/python -m tests.faults $(FAULTS) --rounds $(ROUNDS) --seed $(SEED)
	$(BIN)/python -m tests.faults.limits
	$(BIN)/python -m tests.faults.load --minutes $(MINUTES) --clients 16 --attackers 2

# Fuzzing in its long form; what was met is kept in fuzz-corpus/. The same again with SEED.
RUNS ?= 1000000

fuzz: $(VENV)/installed-fuzz
	$(BIN)/python -m tests.fuzz $(TARGETS) --runs $(RUNS) --minutes $(MINUTES) --seed $(SEED)

clean:
	rm -rf $(VENV) build dist web/frontend/node_modules web/kg_web/static/dist

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(INPUTS) | $(BIN)/python
	@echo "Installing into $(VENV); the first time takes a minute or two"
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-test: $(INPUTS) | $(BIN)/python
	@echo "Installing into $(VENV) with what the tests need; the first time takes a minute or two"
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-fuzz: $(INPUTS) | $(BIN)/python
	$(PIP) --editable '.[fuzz]'
	@touch $@ $(VENV)/installed-test $(VENV)/installed
