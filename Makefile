# A clean clone needs git and make; everything else is installed where it is missing.
# PGBANDIT_DSN=... uses a server that you have; then nothing local is started.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALL := $(RUN) pip install -qq --disable-pip-version-check -c constraints.txt
PGBANDIT := $(RUN) runner
POOLED := $(addprefix tests/runner/test_cli_,$(addsuffix .py,accounts deciding evaluating experiments followers health importing learning looking overriding))
NETWORK := tests/runner/platforms/network
SERVER := $(if $(PGBANDIT_DSN),client,server)

export PYTHON
.PHONY: help demo test test-pooler test-platforms up down psql lint bench bench-learning mutants reference dump clean system
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: up ## server, migrations, two accounts with sample data and a policy each, and the report
	@$(PGBANDIT) demo

test: NEEDS := python server pgtap pooler
test: $(VENV)/.dev ## all tests, on a throw-away server (ARGS='-k optimize' chooses)
	@$(RUN) pytest --numprocesses auto $(ARGS)

test-pooler: NEEDS := python server pooler
test-pooler: $(VENV)/.dev ## the tests of the commands, through pgbouncer in transaction mode
	@$(RUN) pytest --numprocesses auto --pooler $(POOLED) $(ARGS)

test-platforms: NEEDS := python server node redis
test-platforms: $(VENV)/.platforms $(NETWORK)/node_modules ## scraping from a real Bluesky network and a Mastodon, both on this machine
	@ALL_PLATFORMS=1 $(RUN) pytest tests/runner/platforms $(ARGS)

up: NEEDS := python $(SERVER)
up: $(VENV)/.run ## start the local server, migrate it, schedule the jobs
	@$(if $(PGBANDIT_DSN),true,$(PGBANDIT) server start)
	@$(PGBANDIT) migrate

down: ## stop the local server; its data stay
	@if [ -d $(VENV) ]; then $(PGBANDIT) server stop; else echo "Nothing was started here"; fi

psql: NEEDS := python $(SERVER)
psql: $(VENV)/.run ## a shell in the database (ARGS='-Atc "select 1"' is passed on)
	@$(if $(PGBANDIT_DSN),true,$(PGBANDIT) server status >/dev/null || { echo "the local server is not running: make up starts it" >&2; exit 2; })
	@dsn="$${PGBANDIT_DSN:-$$($(PGBANDIT) server dsn)}" && PGOPTIONS="-c search_path=bandit,public" $(if $(ARGS),,PSQLRC=scripts/psqlrc) psql "$$dsn" $(ARGS)

lint: NEEDS := python
lint: $(VENV)/.dev ## ruff, sqlfluff and squawk
	@$(RUN) ruff check --output-format concise
	@$(RUN) ruff format --check
	@$(RUN) sqlfluff lint --processes 0 --disable-progress-bar migrations sql tests/sql
	@$(VENV)/bin/squawk migrations/*.sql

bench: NEEDS := python server
bench: $(VENV)/.dev ## the ratios that must not get worse
	@$(RUN) pytest -s tests/benchmarks $(ARGS)

bench-learning: NEEDS := python server
bench-learning: $(VENV)/.bench ## policies against libraries in simulated worlds (WORLD=posts|counts; QUICK=1: a part of it)
	@$(RUN) tests.benchmarks.learning $(if $(QUICK),--quick) $(if $(WORLD),--world $(WORLD)) $(ARGS)

mutants: NEEDS := python server pgtap
mutants: $(VENV)/.dev ## one-line faults in the SQL, each of which a test must find (ARGS='optimize' chooses objects)
	@$(RUN) tests.mutants $(ARGS)

reference: up ## write sql/REFERENCE.md and runner/bot/defaults.json from the database
	@dsn="$${PGBANDIT_DSN:-$$($(PGBANDIT) server dsn)}" && $(VENV)/bin/python scripts/reference.py "$$dsn" && $(VENV)/bin/python scripts/defaults.py "$$dsn"

dump: NEEDS := python server
dump: $(VENV)/.dev ## write tests/upgrade/VERSION.sql.gz, the database of a release, to test upgrades from it
	@$(RUN) tests.upgrade.dump

clean: ## stop the local server and delete it, .venv and caches
	@$(PYTHON) -B -c 'from runner import paths, server; server.remove(paths.home())'
	@rm -rf $(VENV) $(NETWORK)/node_modules examples/node_modules .pytest_cache .hypothesis .ruff_cache dist build *.egg-info
	@find runner tests -name __pycache__ -prune -exec rm -rf {} +

# Rebuilt when the dependencies change.
$(VENV)/.run: pyproject.toml constraints.txt | system
	@echo "Installing the runner in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | system
	@echo "Installing the runner and the test tools in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable '.[dev]'
	@$(INSTALL) --no-deps obp  # a test compares with its estimators; the rest of its dependencies is not needed
	@touch $(VENV)/.run $@

$(VENV)/.platforms: $(VENV)/.dev
	@echo "Installing the tests' platforms in $(VENV)"
	@$(INSTALL) --editable '.[dev,platforms]'
	@touch $@

$(NETWORK)/node_modules: $(NETWORK)/package-lock.json | system
	@echo "Installing a Bluesky network, which takes some minutes"
	@cd $(NETWORK) && npm ci --no-audit --no-fund --loglevel error
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	@echo "Installing the libraries to compare with in $(VENV)"
	@$(INSTALL) --editable '.[bench,dev]'
	@touch $@

system:
	@scripts/install.sh $(NEEDS)
