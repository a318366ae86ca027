# Short names for the commands of the README.
.PHONY: start test golden bench docs clean

start:   ; sh scripts/start
test:    ; sh scripts/test
golden:  ; SPACEKG_REWRITE_GOLDEN=1 .venv/bin/python -m pytest tests -k golden
bench:   ; for b in benchmarks/*.py; do .venv/bin/python $$b; done
clean:   ; rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
