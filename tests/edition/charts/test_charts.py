"""The charts of an edition: which there are, what they count, and what is said in their stead."""

import csv
import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from PIL import Image

from asylia.edition.charts.drawn import Drawing
from asylia.edition.charts.listing import listing
from asylia.edition.charts.write import drawings, write_charts
from asylia.edition.check.verify import verify
from asylia.edition.reader import Edition
from asylia.languages.language import languages
from asylia.problems import Problem
from tests.edition.charts.drawable import Drawable
from tests.edition.handmade import as_edition

ARREST, THREAT = "arrest", "threat"


def chart(edition: Drawable, name: str) -> Drawing:
    (found,) = (each for each in drawings(as_edition(edition)) if each.name == name)
    return found


def numbers(edition: Drawable, name: str, key: int = 0) -> dict[str, str]:
    """The rows of a chart's CSV: the bounds by a column."""
    return {row[key]: "-".join(dict.fromkeys(row[-2:])) for row in chart(edition, name).rows}


def told(edition: Drawable, name: str) -> str:
    return chart(edition, name).pages["en"].alt


def test_an_edition_lists_its_charts_in_every_language(made: Path) -> None:
    found = listing(Edition(made))
    assert list(found) == ["table1", "years", "measures", "hosts", "matrix", "state-TJ", "state-UZ"]
    for each in found.values():
        assert (made / each.csv).is_file()
        assert set(each.words) == set(languages())
        for code, words in each.words.items():
            assert words.title
            assert words.caption
            assert words.png == f"charts/{code}/{each.name}.png"
            assert (made / words.svg).read_bytes().startswith(b"<svg")
            with Image.open(made / words.png) as picture:
                assert picture.size == (2 * words.width, pytest.approx(2 * words.height, abs=1))


def test_the_manifest_names_every_file_of_them(copy: Path) -> None:
    listed = Edition(copy).manifest["files"]
    there = {file.relative_to(copy).as_posix() for file in (copy / "charts").rglob("*") if file.is_file()}
    assert there == {name for name in listed if name.startswith("charts/")}
    (copy / "charts" / "ru" / "years.png").write_bytes(b"another picture")
    assert "charts/ru/years.png" in str(verify(copy))


def test_no_picture_is_large(made: Path) -> None:
    assert max(file.stat().st_size for file in (made / "charts").rglob("*.png")) <= 90_000
    ordinary = [file for file in (made / "charts").rglob("*.png") if file.stem != "hosts"]
    assert max(file.stat().st_size for file in ordinary) <= 60_000


def test_a_csv_holds_the_numbers_with_codes_and_english_labels(made: Path) -> None:
    rows = list(csv.DictReader(StringIO((made / "charts" / "hosts.csv").read_text(encoding="utf-8"))))
    assert {"code": "RU", "label": "Russia", "least": "3", "most": "3"} in rows
    assert b"\r" not in (made / "charts" / "hosts.csv").read_bytes()


def test_an_edition_without_charts_has_none(copy: Path) -> None:
    shutil.rmtree(copy / "charts")
    assert listing(Edition(copy)) == {}


@pytest.mark.parametrize("path", ["/etc/passwd", "charts/../../secret", "tables/persons.csv"])
def test_a_list_that_leads_out_of_its_folder_is_refused(copy: Path, path: str) -> None:
    file = copy / "charts" / "charts.json"
    content = json.loads(file.read_bytes())
    content[0]["words"]["en"]["png"] = path
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(Problem, match="the list of charts was changed"):
        listing(Edition(copy))


def test_whoever_lists_charts_loads_nothing_that_draws() -> None:
    code = "import asylia.edition.charts.listing, sys; sys.exit(bool({'typst', 'PIL', 'numpy'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])


def test_a_year_counts_at_least_what_can_be_no_other_year() -> None:
    edition = Drawable()
    for id, date in enumerate(("2014-05", "2014/2015", "2013|2014", "", "unknown", "2014~")):
        edition.incident(f"I-{id}", "X-1", ARREST, "TJ", date=date)
    assert numbers(edition, "years") == {"": "2", "2013": "0-1", "2014": "2-4", "2015": "0-1"}
    assert "Most: 2014 (2–4), 2013 (0–1), 2015 (0–1). Without a year: 2 of 6." in told(edition, "years")


def test_a_state_has_its_own_incidents_by_year_and_by_host() -> None:
    edition = Drawable().incident("I-1", "X-1", ARREST, "TJ", date="2014", host_state="RU")
    edition.incident("I-2", "X-1", ARREST, "TJ|UZ", date="2014", host_state="ZZ")
    edition.incident("I-3", "X-1", ARREST, "UZ", date="2015", host_state="DE|AT")
    assert numbers(edition, "state-TJ", 1) == {"2014": "1-2", "RU": "1", "ZZ": "0-1"}
    assert numbers(edition, "state-UZ", 1) == {"2014": "0-1", "2015": "1", "AT": "0-1", "DE": "0-1", "ZZ": "0-1"}
    assert told(edition, "state-TJ").endswith("Host states with most: Russia (1).")


def test_nothing_is_drawn_of_a_state_that_is_not_known() -> None:
    edition = Drawable().incident("I-1", "X-1", ARREST, "unknown").incident("I-2", "X-1", ARREST, "")
    assert [each.name for each in drawings(as_edition(edition))][5:] == []


def test_the_fifteen_commonest_measures_are_drawn_and_the_others_counted() -> None:
    edition = Drawable()
    from asylia.codebook.book import book

    kinds = sorted(book().vocabularies["measures"])[:20]
    for i, kind in enumerate([*kinds, kinds[0]]):
        edition.incident(f"I-{i}", "X-1", kind, "TJ")
    found = chart(edition, "measures")
    assert len(found.rows) == 20
    picture = found.pages["en"].picture
    assert len(picture["rows"]) == 15
    assert picture["foot"] == "Of 21 incidents. Not in the picture: 5 more measures, with 5 incidents."


def test_a_map_shows_a_state_below_another_there_and_lists_what_is_on_no_map() -> None:
    edition = Drawable().incident("I-1", "X-1", ARREST, "TJ", host_state="RU-CE")
    edition.incident("I-2", "X-1", ARREST, "TJ", host_state="RU").incident("I-3", "X-1", ARREST, "TJ", host_state="ZZ")
    edition.incident("I-4", "X-1", ARREST, "TJ", host_state="MT").incident("I-5", "X-1", ARREST, "TJ", host_state="SU")
    edition.incident("I-6", "X-1", ARREST, "TJ", host_state="")
    assert numbers(edition, "hosts") == {"RU": "1", "RU-CE": "1", "MT": "1", "SU": "1", "ZZ": "1", "": "1"}
    picture = chart(edition, "hosts").pages["en"].picture
    assert [each["count"] for each in picture["numbers"]["near"]] == ["2"]
    assert len(picture["marks"]["near"]) == 1
    (small, none) = (text for _, text in picture["lists"])
    assert small == "Malta (1)"
    assert none == "Soviet Union (1), abroad, country not told (1), not stated (1)"


def test_every_map_says_that_its_lines_are_no_opinion() -> None:
    edition = Drawable().person("X-1").stay("T-1", "X-1", "RU").incident("I-1", "X-1", ARREST, "TJ")
    for each in drawings(as_edition(edition), ["X-1"]):
        for page in each.pages.values():
            assert ("imply no opinion" in page.caption) == bool(each.maps) or page is each.pages["ru"]


def test_the_grid_gathers_what_it_has_no_room_for() -> None:
    edition = Drawable()
    from asylia.edition.charts.world import world

    hosts = sorted(world().shapes)[:30]
    for i, host in enumerate(hosts):
        edition.incident(f"I-{i}", "X-1", ARREST, "TJ", host_state=host)
    edition.incident("I-99", "X-1", THREAT, "TJ", host_state="")
    found = chart(edition, "matrix")
    assert len(found.rows) == 31
    picture = found.pages["en"].picture
    assert picture["heads"][-2:] == ["all others", "not stated"]
    (row,) = picture["rows"]
    assert [cell["count"] for cell in row["cells"]] == ["1"] * 14 + ["16", "1"]


def test_an_edition_without_incidents_is_drawn_too(tmp_path: Path) -> None:
    write_charts(as_edition(Drawable().person("X-1", states="TJ")), tmp_path / "charts")
    assert (tmp_path / "charts" / "en" / "hosts.png").is_file()
    assert "No bars" in json.loads((tmp_path / "charts" / "charts.json").read_bytes())[1]["words"]["en"]["alt"]


def test_hostile_words_are_letters_in_a_picture(tmp_path: Path) -> None:
    nasty = '</svg><script>x</script>#import "a.typ" $x^2$ *b* \\ \n\' & \u202e'
    edition = Drawable().person("X-1").stay("T-1", "X-1", "RU")
    edition.called = lambda *ids: dict.fromkeys(ids, nasty)  # type: ignore[method-assign]
    write_charts(as_edition(edition), tmp_path / "charts", ["X-1"])
    svg = (tmp_path / "charts" / "en" / "journey-X-1.svg").read_bytes()
    assert b"<script" not in svg
    with Image.open(tmp_path / "charts" / "en" / "journey-X-1.png") as picture:
        picture.load()
