# The commands a person needs; `make` alone lists them.

PYTHON := .venv/bin/python
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help

.PHONY: help
help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: install
install:  ## prepare .venv and what the demo profits from
	@setup/packages.sh demo
	@setup/venv.sh requirements-demo.lock

.PHONY: install-test
install-test: install  ## the same, and what the tests need
	@setup/packages.sh test
	@setup/venv.sh requirements-dev.lock

.PHONY: demo
demo: install  ## a whole hall with simulated devices; AUTOPLAY=1 lets it live by itself
	@$(PYTHON) edge_main.py demo $(if $(AUTOPLAY),--autoplay)

.PHONY: test
test: install-test check unit  ## everything that must be green: style, types, layers, tests

.PHONY: check
check:  # style, types and layers, without the tests
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

.PHONY: unit
unit:  # the tests alone
	$(PYTHON) -m pytest -q

.PHONY: campaign
campaign: install-test  ## the tests again, with the long campaigns at full length
	HALL_EDGE_CAMPAIGN=full $(PYTHON) -m pytest

.PHONY: bench
bench: install-test  ## measure latencies, throughput, replay and memory
	@$(PYTHON) -m tests.bench

.PHONY: lock
lock:  ## resolve the dependencies anew and write the lock files with their hashes
	@setup/lock.sh

.PHONY: clean
clean:  ## remove .venv and every cache
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
