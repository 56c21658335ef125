# One door for everything a person does here. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEVELOPING := $(VENV)/.developing
BROWSER := $(VENV)/.browser
DATABASE := $(VENV)/.database
# As many tests at once as there are cores.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)')
# Byte code is kept, whatever the shell says of it: else each worker, server and command reads all
# sources anew.
PYTEST = env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=10 --durations-min=5
CODE := harm dashboard sample_data tools tests
DATA ?= data
PORT ?= 8501
.DEFAULT_GOAL := help
.PHONY: help setup run test quick check bench soak pictures format lock tables clean

help: ## list what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | awk -F '\t' '{printf "make %-9s %s\n", $$1, $$2}'

setup: $(DEVELOPING) ## put everything into .venv, and nothing anywhere else

# A lock is whole, so nothing is left to resolve: a later release of a package changes nothing here.
# uv takes a tenth of the time; where there is none, or it fails, pip installs the same files.
define install
if command -v uv >/dev/null 2>&1 && uv pip install --quiet --python $(BIN)/python $(1); then :; \
else $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1); fi
endef

# What running needs.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Harmdesk needs Python 3.11 or newer; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@echo "Setting up .venv (once; a minute, or ten seconds with uv)…"
	@$(PYTHON) -m venv $(VENV)
	@$(call install,--no-deps --require-hashes --requirement requirements.lock)
	@$(call install,--no-deps --no-build-isolation --editable .)
	@touch $@

# What tests and checks need as well.
$(DEVELOPING): $(READY) requirements-dev.lock
	@echo "Adding what tests and checks need (once)…"
	@$(call install,--no-deps --require-hashes --requirement requirements-dev.lock)
	@$(BIN)/python -m pip check --disable-pip-version-check >/dev/null || $(BIN)/python -m pip check
	@touch $@

run: $(READY) ## open the dashboard on the demonstration data
	@$(BIN)/harmdesk demo --data $(DATA)
	@$(BIN)/harmdesk serve --data $(DATA) --port $(PORT)

# Branches are counted where all of them must be tried: of `harm`, by its own tests.
test: $(DEVELOPING) $(BROWSER) $(DATABASE) ## every test, browser included
ifdef ARGS
	@$(PYTEST) $(ARGS)
else
	@$(PYTEST) --cov --cov-report=term-missing:skip-covered tests/unit/harm
	@$(PYTEST) --ignore=tests/unit/harm tests
endif

quick: $(DEVELOPING) ## the tests for while you work: unit and contract, but for the slow
	@$(PYTEST) -m 'not slow and not deep' tests/unit tests/contract

# As root on Debian the system's own Chromium; elsewhere Playwright's.
$(BROWSER): $(DEVELOPING)
	@if $(BIN)/python -m tests.browser.chromium >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else $(BIN)/playwright install chromium; fi
	@$(BIN)/python -m tests.browser.chromium
	@touch $@

# As root on Debian the system's own PostgreSQL; elsewhere tests use the one that is there, or say
# loudly that there is none.
$(DATABASE): $(DEVELOPING)
	@if $(BIN)/python -m tests.postgresql >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; fi
	@touch $@

check: $(DEVELOPING) ## style, types and the walls between rooms
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: run make format." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(DEVELOPING) $(BROWSER) $(DATABASE) ## measure against pandas and plain DuckDB SQL, and pages in a browser
	@$(BIN)/python -m tests.benchmarks $(ARGS)

soak: $(DEVELOPING) $(BROWSER) ## many readers at once, for some ten minutes: pages, sessions, files
	@$(BIN)/python -m tests.soak

pictures: $(DEVELOPING) $(BROWSER) ## take the pictures of the documentation anew
	@$(BIN)/python -m tests.browser.screenshots docs/pictures documented

format: $(DEVELOPING) ## format every file
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix-only .

COMPILE = uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate --quiet

lock: ## write both locks anew from pyproject.toml (needs uv)
	@$(COMPILE) --group dev --output-file requirements-dev.lock
	@$(COMPILE) --group build --constraint requirements-dev.lock --output-file requirements.lock

tables: $(DEVELOPING) ## rebuild the shipped tables from the sources: make tables SOURCES=/path/to/data
	@$(BIN)/python -m tools.tables $(SOURCES)

clean: ## remove what make made, data apart
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
