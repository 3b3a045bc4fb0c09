"""The codebook as pages: every table, column, vocabulary and code of the codebook stands there."""

import pytest

from asylia.codebook.book import book
from asylia.edition.schema import tables
from tests.serving import Page, Served
from tests.site.whole import leads_somewhere, whole


@pytest.mark.parametrize("vocabulary", ["", *book().vocabularies])
def test_each_page_is_whole_and_holds_every_code(site: Served, vocabulary: str) -> None:
    path = f"/2026.1/codebook/{vocabulary}".rstrip("/")
    page = whole(site.get(path))
    assert set(book().vocabularies.get(vocabulary, ())) <= set(page.ids)
    assert len(site.get(path).encode()) < 400_000


@pytest.mark.parametrize("vocabulary", ["", "measures", "protections", "cooperations", "countries", "cape_2016"])
def test_every_link_leads_somewhere(site: Served, vocabulary: str) -> None:
    leads_somewhere(site, f"/2026.1/codebook/{vocabulary}".rstrip("/"))


def test_every_column_of_the_edition_is_described(site: Served) -> None:
    text = site.get("/2026.1/codebook")
    for table in tables().values():
        assert f"table-{table.name}" in Page(text).ids
        assert all(f"<code>{column}</code>" in text for column in table.columns)


def test_a_code_says_how_often_the_edition_holds_it(site: Served) -> None:
    links = Page(site.get("/2026.1/codebook/factualities")).links
    assert "/2026.1/incidents?factuality=completed" in links


def test_in_russian_the_codes_are_russian(site: Served) -> None:
    from asylia.languages.language import language

    text = Page(site.get("/ru/2026.1/codebook/outcomes")).text
    assert language("ru").said("outcomes", "granted", "definition") in text


def test_what_is_no_vocabulary_has_no_page(site: Served) -> None:
    assert site.ask("/2026.1/codebook/nothing").status == 404
