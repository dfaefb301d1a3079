# Two commands do it all on a machine with Python 3.11+: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PROVIDER := tests/access/provider

.DEFAULT_GOAL := run
.PHONY: run test test-fast test-lake check bench screens fuzz mutants load soak chaos hosts clean

# A stamp a lock: set-up runs again when its lock, or what the package offers, changed.
$(VENV)/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || { echo "Making $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the locked packages (once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing the locked test tools (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(PROVIDER)/node_modules/.package-lock.json: $(PROVIDER)/package-lock.json
	@echo "Installing the locked provider of the sign-in tests (once) ..."
	@if sh .ci/node && npm ci --prefix $(PROVIDER) --loglevel=error --no-audit --no-fund; then touch $@; \
	else echo "Left out: the tests of sign-in with a real provider of OpenID Connect."; fi

run: $(VENV)/.run
	@$(BIN)/python -m ingest prepare
	@$(BIN)/python app.py

# What needs neither browser, server nor PostgreSQL and is quick: for the quick loop.
test-fast: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not (browser or server or postgres or slow)"

test-lake: $(VENV)/.dev
	@sh .ci/browser
	@$(BIN)/python -m pytest -p tests.on_lake -n 2 --dist worksteal

test: $(VENV)/.dev $(PROVIDER)/node_modules/.package-lock.json
	@sh .ci/browser
	@sh .ci/deploy
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive app.py data dashboard ingest
	@$(BIN)/python tests/check_vulnerabilities.py
	@$(BIN)/python -m ingest plan check data/plans/v1.yml
	@$(BIN)/python -m ingest plan check data/plans/v2.yml
	@$(BIN)/python tests/check_lengths.py

bench: $(VENV)/.dev
	@sh .ci/browser
	@$(BIN)/python -m tests.bench

screens: $(VENV)/.dev
	@sh .ci/browser
	@$(BIN)/python -m tests.screens

fuzz: $(VENV)/.dev
	@$(BIN)/python -m tests.fuzz

mutants: $(VENV)/.dev
	@$(BIN)/python -m tests.mutation

load: $(VENV)/.dev
	@$(BIN)/python -m tests.load

soak: $(VENV)/.dev
	@$(BIN)/python -m tests.load.soak

chaos: $(VENV)/.dev
	@$(BIN)/python -m tests.load.chaos

hosts: $(VENV)/.dev
	@sh .ci/browser
	@sh .ci/network
	@$(BIN)/python -m tests.hosts

clean:
	rm -rf $(VENV) $(PROVIDER)/node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
