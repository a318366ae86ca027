"""The OpenAPI description against the running server, by a tool that makes up requests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

schemathesis = pytest.importorskip("schemathesis")
positive_data_acceptance = pytest.importorskip(
    "schemathesis.specs.openapi.checks"
).positive_data_acceptance
ADDRESSES = ("/sparql", "/queries", "/prefixes", "/health", "/resource", "/queries/shared-genes")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_described_is_what_is_answered(served, address):
    schema = schemathesis.openapi.from_dict(served.client.get("/openapi.json").json())
    schema.config.update(base_url=served.url)
    for operation in schema[address].values():

        @settings(
            max_examples=15, derandomize=True, deadline=None, database=None,
            phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case):
            # No schema can say what is SPARQL or a known IRI, so a refusal of either is right.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        check()
