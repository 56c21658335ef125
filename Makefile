# One door for everything a person does here. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
CODE := harm dashboard sample_data tests
DATA ?= data
PORT ?= 8501
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench format lock tables clean

help: ## list what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | awk -F '\t' '{printf "make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## put everything into .venv, and nothing anywhere else

# The lock is whole, so nothing is left to resolve: a later release of a package changes nothing here.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Harmdesk needs Python 3.11 or newer; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@echo "Setting up .venv (about two minutes, once)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check --disable-pip-version-check >/dev/null || $(BIN)/python -m pip check
	@touch $@

run: $(READY) ## open the dashboard on the demonstration data
	@$(BIN)/harmdesk demo --data $(DATA)
	@$(BIN)/harmdesk serve --data $(DATA) --port $(PORT)

test: $(READY) $(BROWSER) ## every test, browser included
	@$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term-missing:skip-covered $(ARGS)

# As root on Debian the system's own Chromium; elsewhere Playwright's.
$(BROWSER): $(READY)
	@if $(BIN)/python -m tests.browser.chromium >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else $(BIN)/playwright install chromium; fi
	@$(BIN)/python -m tests.browser.chromium
	@touch $@

check: $(READY) ## style, types and the walls between rooms
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: run make format." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(READY) ## measure against pandas and plain DuckDB SQL, and print the ratios
	@$(BIN)/python -m tests.benchmarks $(ARGS)

format: $(READY) ## put every file into the house format
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix-only .

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

tables: $(READY) ## rebuild the shipped tables from the sources: make tables SOURCES=/path/to/data
	@$(BIN)/python -m sample_data.tables $(SOURCES)

clean: ## remove what make made, data apart
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
