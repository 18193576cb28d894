# Tandem's commands. `make` alone lists them.
# Every command first makes `.venv`, so a fresh clone needs nothing but `make` and Python 3.12 or newer.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help .venv run dashboard test test-science posteriors bench lint format pins clean

PYTHON_OF_VENV := .venv/bin/python
INSTALLED := .venv/.installed-from-constraints
SUITABLE := import ensurepip, sys, venv; assert sys.version_info >= (3, 12)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z.-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "Options follow in ARGS, as in: make run ARGS='environment.ai_progress=agents_surge'"

run: .venv ## project 36 months for the default organisation
	.venv/bin/tandem project $(ARGS)

dashboard: .venv ## open the page: outlook, policies, best mix, your data, how sure
	.venv/bin/tandem dashboard $(ARGS)

test: .venv ## run the tests (all but the studies marked `science`)
	@command -v soffice >/dev/null || command -v libreoffice >/dev/null || echo "Left out: documents opened in LibreOffice (apt-get install libreoffice-impress libreoffice-calc)."
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo "Left out: pages opened in Chromium (apt-get install chromium)."
	$(PYTHON_OF_VENV) -m pytest --numprocesses auto --maxprocesses 4 -m "not science" $(ARGS)

test-science: .venv ## run the studies of the inference (about 20 minutes)
	$(PYTHON_OF_VENV) -m pytest -m science $(ARGS)

posteriors: .venv ## fit anew every posterior that ships, with its checks, pages and figures (over an hour)
	.venv/bin/tandem calibrate --multirun reading=level,ratio,both ship=true refits=100 crosscheck=true
	.venv/bin/tandem calibrate --multirun structure=relief,ratchet,selection reading=level,ratio,both ship=true refits=100
	.venv/bin/tandem calibrate --multirun structure=balanced,relief,ratchet,selection reading=level,ratio,both report=true ship=true
	.venv/bin/tandem calibrate report=true name=upwork_2025 ship=true

bench: .venv ## measure speed and memory into outputs/bench.json
	$(PYTHON_OF_VENV) -m tests.benchmarks.bench $(ARGS)

lint: .venv ## check style (ruff) and types (mypy --strict)
	$(PYTHON_OF_VENV) -m ruff check .
	$(PYTHON_OF_VENV) -m ruff format --check .
	@mkdir -p .venv/types && ln -sfn ../.. .venv/types/tandem
	$(PYTHON_OF_VENV) -m mypy

format: .venv ## put the code into the house format
	$(PYTHON_OF_VENV) -m ruff check --fix .
	$(PYTHON_OF_VENV) -m ruff format .

pins: .venv ## choose the newest versions that pyproject.toml allows, into constraints.txt
	$(PYTHON_OF_VENV) -m uv pip compile --quiet --upgrade --universal --no-header --no-annotate \
		--python-version 3.12 --all-extras pyproject.toml --output-file constraints.txt

clean: ## remove the environment and all caches (outputs/ stays)
	rm -rf .venv .venv-bootstrap build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv: $(INSTALLED) ## make the Python environment, with everything pinned

$(INSTALLED): pyproject.toml constraints.txt .python-version
	@$(PYTHON_OF_VENV) -c '$(SUITABLE)' 2>/dev/null || $(MAKE) --no-print-directory .venv-folder
	@echo "Installing Tandem and its libraries into .venv ..."
	@$(PYTHON_OF_VENV) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv \
		&& $(PYTHON_OF_VENV) -m uv pip install --compile-bytecode --quiet --python $(PYTHON_OF_VENV) \
			--constraint constraints.txt --editable '.[dev,calibration,dashboard,report]' \
		|| $(PYTHON_OF_VENV) -m pip install --quiet --disable-pip-version-check \
			--constraint constraints.txt --editable '.[dev,calibration,dashboard,report]'
	@touch $(INSTALLED)

# A command called python3.12 can exist and not work (a pyenv shim, a Python without venv): try each one.
# Without a suitable Python, uv fetches one; uv itself comes from the PATH or from any older Python's pip.
.PHONY: .venv-folder
.venv-folder:
	@for candidate in "$$PYTHON" python3.12 python3.13 python3 python; do \
		if "$$candidate" -c '$(SUITABLE)' >/dev/null 2>&1; then \
			echo "Making .venv with $$("$$candidate" --version) ..."; \
			exec "$$candidate" -m venv --clear .venv; \
		fi; \
	done; \
	echo "No Python 3.12 or newer (with venv) was found: asking uv for one ..."; \
	uv=$$(command -v uv) || { \
		uv=.venv-bootstrap/bin/uv; \
		python3 -m venv --clear .venv-bootstrap >/dev/null 2>&1 \
			&& .venv-bootstrap/bin/python -m pip install --quiet --disable-pip-version-check uv; \
	} || true; \
	"$$uv" venv --quiet --clear --seed --python "$$(cat .python-version)" .venv || { \
		echo "Tandem needs Python 3.12 or newer. Please install it (with its venv module) and run make again,"; \
		echo "or say where it is: make .venv PYTHON=/path/to/python3.12"; \
		exit 1; \
	} >&2
