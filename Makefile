# make demo   set everything up, check a sample room, end with the path of its report
# make test   set everything up, run the tests
# make lint   style and types
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN := $(VENV)/.run
DEV := $(VENV)/.dev

.PHONY: demo test test-faults test-rooms lint samples lock clean

demo: $(RUN)
	@$(BIN)/dataroom check sample_rooms/faulty/room --fail-on never --out dataroom-out/faulty --state dataroom-out/state

# Compiled files are kept: the tests start hundreds of processes. Neighbours stay together: they share what they are tested on.
test: $(DEV)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal -m "not room and not faults"

# Kills, full disks, hostile documents, real browsers and mail servers.
test-faults: $(DEV)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m faults

# A whole labelled room, where one lies beside the repository.
test-rooms: $(DEV)
	$(BIN)/python -m pytest -m room

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

samples: $(DEV)
	$(BIN)/python sample_rooms/make.py

# Every package is pinned, with its hash; nothing is built from sources that pip would fetch on the way. axe.txt is put
# in without what it names: of it, the tests of the pages take axe-core alone, and Playwright is not used.
$(RUN): constraints/run.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r constraints/run.txt
	@$(PIP) install --require-hashes --only-binary :all: -r constraints/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) constraints/dev.txt constraints/axe.txt
	@$(PIP) install --require-hashes --only-binary :all: -r constraints/dev.txt
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r constraints/axe.txt
	@touch $@

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

lock: $(DEV)
	for name in run build dev; do $(LOCK) --output-file constraints/$$name.txt constraints/$$name.in \
		&& sed -i '/^# The following packages/,$$d' constraints/$$name.txt; done

clean:
	rm -rf $(VENV) dataroom-out build dist
