# Everything a person types. The work is done by small files in scripts/.
PORT ?= 8000

.PHONY: help run test lint types types-check e2e web bench lock

# Lists the targets.
help:
	@awk '/^# /{text=substr($$0, 3)} /^[a-z][a-z0-9-]*:/{split($$1, name, ":"); printf "make %-12s %s\n", name[1], text}' Makefile

# Installs what is missing, builds the web app if it changed, and starts Plumbline on 127.0.0.1:$(PORT).
run:
	@PORT="$(PORT)" scripts/run.sh

# Runs everything that CI runs: lint, types, layer contracts, unit tests, browser tests.
test:
	@scripts/test.sh

# Runs the static checks only: ruff, mypy, layer contracts, ESLint, TypeScript.
lint:
	@scripts/test.sh lint

# Writes the TypeScript types and validators anew from the Pydantic models.
types:
	@scripts/types.sh

# Fails if the generated TypeScript files differ from what the Pydantic models say.
types-check:
	@scripts/types.sh --check

# Runs the browser tests in Chromium, which it installs from the system's packages where it may.
e2e:
	@scripts/test.sh e2e

# Builds the web app into src/plumbline/api/static, where the server finds it.
web:
	@scripts/setup.sh web

# Prints every bar of speed beside what this machine reaches; BENCH=app or BENCH="engine --full" for a part.
bench:
	@scripts/bench.sh $(BENCH)

# Writes the lock files anew, keeping versions that still fit (needs uv).
lock:
	@scripts/lock.sh
