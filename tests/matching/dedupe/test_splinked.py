"""The database that weighs: it fetches nothing, and keeps to its memory and its folder."""

from pathlib import Path

import duckdb
import pytest

from asylia.matching.dedupe.splinked import SPILLED, database
from asylia.problems import Problem


def setting(db: duckdb.DuckDBPyConnection, name: str) -> str:
    found = db.execute("select current_setting(?)", [name]).fetchone()
    assert found is not None
    return str(found[0])


def test_it_keeps_to_the_memory_the_threads_and_the_folder_it_is_given(tmp_path: Path) -> None:
    with database(tmp_path, 2, "300MB") as db:
        assert (setting(db, "memory_limit"), setting(db, "threads")) == ("286.1 MiB", "2")
        assert setting(db, "temp_directory") == str(tmp_path)
        assert SPILLED == "16GB"
        assert setting(db, "max_temp_directory_size") == "14.9 GiB"


def test_it_fetches_no_extension(tmp_path: Path) -> None:
    with database(tmp_path, 1, "300MB") as db:
        for name in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
            assert setting(db, name) == "False"
        with pytest.raises(duckdb.Error):
            db.execute("select * from 'https://example.invalid/list.parquet'")
        with pytest.raises(duckdb.Error):
            db.execute("install httpfs")


def test_an_amount_of_memory_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="'much' is no amount of memory"), database(tmp_path, 1, "much"):
        pass
