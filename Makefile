# make packs: everything needed, then the 46 dossiers.   make page: the page in the browser.   make test: what CI runs.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
VENV := .venv
BIN := $(VENV)/bin
# An old pip builds a dependency the old way, with a warning, unless told otherwise.
export PIP_USE_PEP517 := 1

.PHONY: packs page ocr test lint collected bench soak scale system-packages docs lock clean always

packs: $(VENV)/runtime
	$(BIN)/conventions build

page: $(VENV)/runtime
	$(BIN)/conventions serve

# A second reader of scans (350 MB), where there is none.
ocr: $(VENV)/runtime
	sh scripts/install.sh $(VENV) ocr --constraint requirements.lock

test: system-packages $(VENV)/development
	$(MAKE) --jobs 2 lint collected
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# Compile what the tests are, once for the processes that run them, whatever the environment says of keeping bytecode.
collected: $(VENV)/development
	$(BIN)/python -m compileall -q generator
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --collect-only -qqq

lint: $(VENV)/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Measure builds beside other ways to print the same documents; the figures go to docs/performance.md.
bench: system-packages $(VENV)/development
	$(BIN)/python -m benchmarks.speed

# Spoil every input, for an hour unless SOAK says otherwise; what fails is kept in soak/.
soak: $(VENV)/development
	nice $(BIN)/python -m tests.soak $(SOAK)

# Make campaigns of other sizes and measure every command on them: SIZES="46 460 4600", and BUILD=--build to build them.
scale: $(VENV)/runtime
	nice $(BIN)/python benchmarks/scale.py $(SIZES) $(BUILD)

docs: $(VENV)/development
	$(BIN)/python docs/commands.py
	$(BIN)/python docs/templates.py
	$(BIN)/python docs/modules.py
	$(BIN)/python docs/intake.py
	$(BIN)/python docs/law.py
	$(BIN)/python docs/parity.py
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/screens.py

# Asked each time: it does nothing as long as the folder is where it was.
$(VENV)/place: always
	@sh scripts/create-venv.sh $(VENV) $(PYTHON)

$(VENV)/runtime: $(VENV)/place pyproject.toml requirements.lock
	sh scripts/install.sh $(VENV) web --constraint requirements.lock
	touch $@

$(VENV)/development: $(VENV)/place pyproject.toml requirements.lock
	sh scripts/install.sh $(VENV) dev --constraint requirements.lock
	touch $@ $(VENV)/runtime

system-packages:
	sh scripts/system-packages.sh

# Choose again the newest versions that pyproject.toml admits, and write them down.
lock:
	rm -rf $(VENV)
	sh scripts/create-venv.sh $(VENV) $(PYTHON)
	sh scripts/install.sh $(VENV) dev
	$(BIN)/pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools > requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
