"""Invented lists in every format, of the same persons: two who stand in the invented edition, and a stranger."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from tests.conftest import absent

FULL = (("Farruh Namuna", "TJ", "1984-06-10"), ("Зуҳро Мисол", "UZ", "1990"), ("Kimdir Notanish", "KZ", ""))
HEADING = ("Name", "Nationality", "Date of birth")
NUMBER = "99999/14"  # the application number of a proceeding of the first person


def csv(rows: Sequence[Sequence[str]] = FULL, heading: Sequence[str] = HEADING, by: str = ",") -> str:
    return "".join(by.join(row) + "\r\n" for row in (heading, *rows))


def xlsx(rows: Sequence[Sequence[Any]] = FULL, heading: Sequence[str] = HEADING, **sheets: Sequence[Any]) -> bytes:
    try:
        from openpyxl import Workbook
    except ImportError:
        absent("openpyxl")
    book = Workbook()
    sheet = book.active
    for row in (heading, *rows):
        sheet.append(row)
    for title, others in sheets.items():
        more = book.create_sheet(title)
        for row in others:
            more.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def person(id: str, *names: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": id, "schema": "Person", "properties": {"name": list(names), **properties}}


def entities() -> list[dict[str, Any]]:
    found = [person(f"NS-{n}", name, nationality=[state.lower()], birthDate=[born] if born else [])
             for n, (name, state, born) in enumerate(FULL)]  # fmt: skip
    return [{"id": "NS-c", "schema": "Company", "properties": {"name": ["Namuna Ltd"]}}, *found]


def ftm() -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in entities())


def notice(id: str, name: str | None, forename: str | None, born: str | None = None, *codes: str) -> dict[str, Any]:
    return {"entity_id": id, "name": name, "forename": forename, "date_of_birth": born, "nationalities": list(codes)}


def notices(*listed: dict[str, Any]) -> str:
    made = listed or (
        notice("2019/114539", "NAMUNA", "FARRUH", "1984/06/10", "TJ", "914"),
        notice("2018/1", "МИСОЛ", "ЗУҲРО", "1990", "UZ"),
        notice("2017/2", "NAMUNA", None, "1971/05", "UNK"),
    )
    return json.dumps({"total": len(made), "query": {"page": 1}, "_embedded": {"notices": list(made)}})


def case(itemid: str, title: str, numbers: str) -> dict[str, Any]:
    return {"columns": {"itemid": itemid, "docname": title, "appno": numbers}}


def cases(*listed: dict[str, Any]) -> str:
    made = listed or (
        case("001-1", "CASE OF NAMUNA AND OTHERS v. NOWHERE", f"1/02;{NUMBER}"),
        case("001-2", "CASE OF MISOL v. NOWHERE", "77777/07"),
    )
    return json.dumps({"resultcount": len(made), "results": list(made)})


def rss(*items: tuple[str, str]) -> str:
    made = items or (("CASE OF NAMUNA v. NOWHERE", f"{NUMBER} - Chamber Judgment"),)
    inner = "".join(
        f'<item><title>{title}</title><description>{said}</description><link>http://x.invalid/#{{"itemid":["001-1"]}}'
        "</link></item>"
        for title, said in made
    )
    return f'<rss version="2.0"><channel><title>Feed</title><description>none</description>{inner}</channel></rss>'
