"""The same question asked of a database, in another language and by another road: which values stand?

The query knows nothing of ``asylia.cases``; what it finds in random ledgers is what the fold finds.
"""

import json
import sqlite3

import pytest

from asylia.cases.fold import fold
from asylia.cases.independence import Sources
from asylia.codebook.kinds import properties
from tests.written import random_ledger

STANDING = """
WITH RECURSIVE
retracts AS (
    SELECT seq, acts_on, row_number() OVER (ORDER BY seq DESC) AS place FROM ledger_row WHERE kind = 'retract'
),
walk (place, undone) AS (  -- from the last retract to the first: one that is undone undoes nothing
    SELECT CAST(0 AS bigint), CAST(',' AS text)
    UNION ALL
    SELECT r.place, CASE WHEN w.undone LIKE '%,' || r.seq || ',%' THEN w.undone ELSE w.undone || r.acts_on || ',' END
    FROM walk w JOIN retracts r ON r.place = w.place + 1
),
standing AS (
    SELECT l.* FROM ledger_row l, (SELECT undone FROM walk ORDER BY place DESC LIMIT 1) u
    WHERE u.undone NOT LIKE '%,' || l.seq || ',%'
)
SELECT c.about, {body} ->> 'property', {body} ->> 'value'
FROM standing c JOIN ledger_payload p ON p.seq = c.seq
WHERE c.kind = 'claim' AND {body} ->> 'how' NOT IN ('denied', 'disputed')
  AND NOT EXISTS (SELECT 1 FROM ledger_row e WHERE e.kind = 'erase' AND e.acts_on = c.seq)
  AND (SELECT d.kind FROM standing d WHERE d.acts_on = c.seq AND d.kind IN ('accept', 'reject')
       ORDER BY d.seq DESC LIMIT 1) = 'accept'
"""


def by_fold(rows):
    found, merged = set(), {}
    for case in fold(rows, Sources()):
        merged |= case.merged
        for entity in case.entities():
            for name, line in properties(type(entity)).items():
                said = getattr(entity, line.attribute).said
                found |= {(entity.id, name, each.value) for each in said if each.claims}
    return found, merged


def in_memory(rows):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE ledger_row (seq INTEGER PRIMARY KEY, kind TEXT, about TEXT, acts_on INTEGER)")
    db.execute("CREATE TABLE ledger_payload (seq INTEGER PRIMARY KEY, body TEXT)")
    db.executemany("INSERT INTO ledger_row VALUES (?, ?, ?, ?)", [(r.seq, r.kind, r.about, r.acts_on) for r in rows])
    db.executemany("INSERT INTO ledger_payload VALUES (?, ?)", [(r.seq, json.dumps(r.body)) for r in rows])
    found = db.execute(STANDING.format(body="p.body")).fetchall()
    db.close()
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_fold_finds_what_a_query_finds(seed):
    rows = random_ledger(seed).rows
    folded, merged = by_fold(rows)
    assert folded == {(merged.get(about, about), name, value) for about, name, value in in_memory(rows)}
    assert folded


def test_the_fold_finds_in_the_ledger_what_the_database_finds(db):
    from asylia.ledger.append import append
    from asylia.ledger.read import cases
    from asylia.ledger.rows import Draft

    written = random_ledger(7, length=400, chains=False)
    drafts = [Draft(r.kind, r.root, r.about, r.body, r.acts_on, r.other, r.id) for r in written.rows]
    append(db, drafts, by="c1", at="2026-01-01T00:00:00Z")
    folded, merged = set(), {}
    for rows in cases(db):
        values, gone = by_fold(rows)
        folded, merged = folded | values, merged | gone
    with db.cursor() as cursor:
        body = "p.body" if db.vendor == "sqlite" else "p.body::json"
        cursor.execute(STANDING.format(body=body))
        assert folded == {(merged.get(about, about), name, value) for about, name, value in cursor.fetchall()}
    assert folded == by_fold(written.rows)[0]
