"""No sentence of the report stands in the project: facts and citations are ours to state, its words are not."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG = 10  # so many words in a row are a sentence's, not a name's or a title's
# Titles, names of parties and of laws: facts that must be cited whole.
TITLES = (
    "article of the criminal code of the republic of uzbekistan",
    "no shelter the harassment of activists abroad by intelligence services from the former soviet union",
    "practices and patterns of extraterritorial security introducing the central asian political exiles cape database",
    "the situation of the uzbek refugees new threats and methods of pressure nadejda atayeva",
    "repressintern russian security cooperation with fellow authoritarians dr mark galeotti",
    "islamic renaissance party of tajikistan democratic party of tajikistan",
)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + LONG]) for i in range(len(found) - LONG + 1)}


def test_no_ten_words_in_a_row_are_the_reports(shared: Path) -> None:
    report = runs((shared / "sources/no-shelter.txt").read_text(encoding="utf-8"))
    for title in TITLES:
        report -= runs(title)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    borrowed = []
    for name in listed.split("\0"):
        file = ROOT / name
        if not file.is_file() or file.suffix not in {".py", ".toml", ".md", ".html", ".cff", ".txt", ".sql"}:
            continue
        if both := runs(file.read_text(encoding="utf-8")) & report:
            borrowed.append(f"{name}: {' '.join(sorted(both)[0])}")
    assert not borrowed
