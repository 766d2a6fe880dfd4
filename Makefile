# Kezek. `make help` says what each command is for; those that need something set up what is missing.

PYTHON := .venv/bin/python
PORT ?= 8080
# Each process of a pass has databases, a demonstration and a browser of its own.
SPREAD := -n 2 --dist worksteal
WHICH ?= -m "not long"
# What was compiled for one run serves the next.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev help quick test test-long check coverage texts pictures

run: ## Start the demonstration (PORT=8080)
	@.ci/setup.sh run
	@.venv/bin/portal demo --port $(PORT)

dev: ## The same, started again whenever a source, a template or a style changes
	@.ci/setup.sh run
	@.venv/bin/watchfiles --verbosity warning ".venv/bin/portal demo --port $(PORT)" portal auth templates static

help: ## These lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

quick: ## Lint, types and unit tests, within a minute: for each save
	@.ci/setup.sh run
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest -q -m "not long" -n 2 --dist worksteal tests/unit

test: ## Every test but the longest, on SQLite, PostgreSQL and in Chromium
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory passes

test-long: ## Every test
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory passes WHICH=--hypothesis-profile=long

# Side by side: journeys wait for pages more than they work, and one pass fills the cores while another waits or ends.
PASSES := in-chromium on-sqlite on-postgresql check
passes:
	@echo "Side by side, each shown when it is over: $(PASSES)"
	@$(MAKE) --no-print-directory --jobs --output-sync=target $(PASSES)

in-chromium:
	$(PYTHON) -m pytest $(WHICH) $(SPREAD) e2e

on-sqlite:
	$(PYTHON) -m pytest $(WHICH) $(SPREAD) tests

# These say nothing of a database: slow connections, processes that draw papers, letters as printed, the weight of pages.
WITHOUT_DATABASE := server/test_slow_clients.py documents/test_worker_processes.py notices/test_letters_as_printed.py pages/test_weight.py
on-postgresql:
	$(PYTHON) -m pytest $(WHICH) $(SPREAD) --database=postgresql $(WITHOUT_DATABASE:%=--ignore=tests/integration/%) tests/integration

check: ## Lint, format and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

coverage: ## How much of the code the unit and integration tests run
	@.ci/setup.sh test
	.venv/bin/coverage erase
	.venv/bin/coverage run -m pytest -q -m "not long" $(SPREAD) tests/unit tests/integration
	.venv/bin/coverage combine --quiet
	.venv/bin/coverage report

texts: ## Bring the catalogues of translations up to date with the sources
	$(PYTHON) -m portal.rendering.extract

pictures: ## Take the pictures of the README anew
	@.ci/setup.sh test
	$(PYTHON) -m e2e.pictures
