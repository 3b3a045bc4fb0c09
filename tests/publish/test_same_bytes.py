"""The same ledger gives the same bytes: on both databases, in any locale, time zone and hash seed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from asylia.publish.build import build
from tests.conftest import CHECKOUT
from tests.publish.invented import bytes_of, invented, lay, secrets

_BUILD = """
import sys
from pathlib import Path
from asylia.home import open_desk
from asylia.publish.build import build
build(open_desk(), Path(sys.argv[1]), number="2026.1", date="2026-11-24")
"""


def test_on_both_databases(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    ledger = invented()
    secrets(ledger)
    for vendor in ("sqlite", "postgresql"):
        db = fresh(vendor)
        lay(db, ledger.rows)
        build(db, tmp_path / vendor, number="2026.1", date="2026-11-24")
    assert bytes_of(tmp_path / "sqlite") == bytes_of(tmp_path / "postgresql")


def test_in_another_locale_time_zone_and_hash_seed(
    fresh: Callable[[str], Any], asylia_home: Path, tmp_path: Path
) -> None:
    lay(fresh("sqlite"), invented().rows)
    seen = []
    for seed, zone, locale in (("0", "UTC", "C"), ("4711", "Asia/Dushanbe", "tr_TR.UTF-8")):
        out = tmp_path / seed
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        env |= {"ASYLIA_HOME": str(asylia_home), "PYTHONPATH": str(CHECKOUT)}
        subprocess.run([sys.executable, "-c", _BUILD, str(out)], check=True, env=env, cwd=tmp_path)
        seen.append(bytes_of(out))
    assert seen[0] == seen[1]


def test_whoever_wrote_the_rows_and_when(fresh: Callable[[str], Any], tmp_path: Path) -> None:
    for at, by, out in (("2026-01-02T03:04:05Z", "c1", "one"), ("2031-05-06T23:00:00Z", "zz9", "two")):
        db = fresh("sqlite")
        lay(db, invented().rows, at=at, by=by)
        build(db, tmp_path / out, number="2026.1")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
