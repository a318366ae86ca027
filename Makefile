# Short names for the commands of the README.
.PHONY: start test golden bench docs clean

start:   ; sh scripts/start
test:    ; sh scripts/test
golden:  ; SPACEKG_REWRITE_GOLDEN=1 .venv/bin/python -m pytest tests -k golden
# each within some minutes on an idle machine; those that need a corpus or a peer say what is absent
bench:
	-.venv/bin/python benchmarks/build.py
	-.venv/bin/python benchmarks/annotate.py
	-.venv/bin/python benchmarks/lexicon.py
	-.venv/bin/python benchmarks/graph.py
	-.venv/bin/python benchmarks/sparql.py 1e5
	-.venv/bin/python benchmarks/analytics.py --peer-limit 1000
	-.venv/bin/python benchmarks/accuracy.py
	-.venv/bin/python benchmarks/findings.py
	-.venv/bin/python benchmarks/grounding.py
	-.venv/bin/python benchmarks/pages.py --studies 600
clean:   ; rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
