"""What the OpenAPI document says and what the site answers are the same, for whatever Schemathesis thinks of.

Its own plugin for pytest is left aside: each operation is a test of Hypothesis, as elsewhere here.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import negative_data_rejection

from asylia.site.openapi import document
from tests.editions import MERGED, PLENTY
from tests.publish.invented import FIRST
from tests.serving import Served

# Schemathesis would guess no number of an edition and no id.
KNOWN = {
    "edition": ["2026.1", "2027.1"],
    "id": [FIRST, PLENTY, MERGED, "X-999999", "I-200050", "G-600001", "S-other", "S-nowhere"],
}
# What a query asks wrongly is left out, as on the page of the list, and the answer says so; it is no error.
LENIENT = [negative_data_rejection]
EXAMPLES = {GenerationMode.POSITIVE: 5, GenerationMode.NEGATIVE: 3}


def operations() -> list[APIOperation]:
    """What the document describes, with something that stands here where it asks for a number or an id."""
    found: dict[str, Any] = deepcopy(document())
    for path in found["paths"].values():
        path["parameters"] = [{**each, "schema": {"enum": KNOWN[each["name"]]}} for each in path["parameters"]]
    schema = schemathesis.openapi.from_dict(found, config=SchemathesisConfig.from_dict({"seed": 1}))
    return [result.ok() for result in schema.get_all_operations()]


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """One connection for all that is asked."""
    with requests.Session() as held:
        held.trust_env = False
        yield held


@pytest.mark.parametrize("mode", EXAMPLES, ids=lambda mode: mode.value)
def test_no_answer_is_undocumented(site: Served, session: requests.Session, mode: GenerationMode) -> None:
    asked = set()
    for operation in operations():
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES[mode], deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def answers_as_documented(case: Case) -> None:
            if mode is GenerationMode.NEGATIVE:  # of the query alone: at any other path there may be a page
                case.path_parameters = {"edition": "2026.1"}
            answer = case.call_and_validate(base_url=site.address, session=session, excluded_checks=LENIENT)
            asked.add((case.method, answer.status_code))

        answers_as_documented()
    assert ("GET", 200) in asked
    assert max(status for _, status in asked) < 500


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused_and_those_that_are_answered_are_named(site: Served, method: str) -> None:
    for path in (
        "/editions.json",
        "/openapi.json",
        "/2026.1/persons.json",
        "/2026.1/cells.csv",
        f"/2026.1/{FIRST}.json",
    ):
        answer = site.ask(path, method, body=b"{}")
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_each_column_of_each_table_is_described(site: Served) -> None:
    schemas = document()["components"]["schemas"]
    for table in ("persons", "incidents", "claims", "cells", "retired"):
        head = site.get(f"/2026.1/{table}.csv").split("\n")[0].split(",")
        assert list(schemas[table]["properties"]) == head
        assert all(column["description"] for column in schemas[table]["properties"].values())


def test_codes_are_those_that_a_coder_may_use() -> None:
    schemas = document()["components"]["schemas"]
    measure = schemas["incidents"]["properties"]["measure"]["items"]["$ref"].split("/")[-1]
    assert "arrest" in schemas[measure]["enum"]
    assert "unknown" in schemas[measure]["enum"]
