# Everything needs only python3.11 (or later) and make; the first use of a verb sets up what it needs.
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3; do command -v $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python $(wildcard tools/bootstrap/pip-*.whl)/pip --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help demo run test check fix bench lock messages clean

help: ## show these verbs
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

# The program ends with make, however make ends.
demo run: export YUBAN_FOLLOW_PARENT = 1

demo: $(VENV)/run.stamp ## the demo city on 127.0.0.1:$PORT (8000), everything included
	@$(BIN)/yuban demo

run: $(VENV)/run.stamp ## serve without demo data
	@$(BIN)/yuban run

test: $(VENV)/dev.stamp ## all tests; browser journeys need chromium fonts-noto-cjk libatomic1
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/dev.stamp ## every static check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/architecture
	$(BIN)/python tools/messages.py --check
	$(BIN)/yuban manage makemigrations --check --dry-run
	YUBAN_PRODUCTION=1 YUBAN_HOSTS=yuban.example $(BIN)/yuban manage check --deploy --fail-level WARNING

fix: $(VENV)/dev.stamp ## format, sort imports, write the generated documents anew
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python tools/documents.py

bench: $(VENV)/dev.stamp ## measure the main pages and verbs over HTTP
	$(BIN)/python -m tools.bench

lock: $(VENV)/dev.stamp ## choose versions anew within pyproject.toml and write the requirements files
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --group dev --constraints requirements.txt --output-file requirements-dev.txt

messages: $(VENV)/dev.stamp ## bring the translation catalogues up to date
	$(BIN)/python tools/messages.py

clean: ## remove the virtual environment; never the data in var/
	rm -rf $(VENV)

# The virtual environment is made without pip, which a bare Debian does not have; our own copy installs into it.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: apt-get install python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed."; exit 1; }
	@test -w . || { echo "This folder is read-only: $(CURDIR)"; exit 1; }
	@echo "Virtual environment …"
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: requirements.txt tools/link.py | $(BIN)/python
	@echo "Packages …"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(BIN)/python tools/link.py $(VENV)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Packages for tests and checks …"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@
