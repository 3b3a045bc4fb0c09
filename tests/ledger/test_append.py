from asylia.ledger.append import append
from asylia.ledger.read import cases, last_seq, rows_of, rows_upto
from asylia.ledger.rows import Draft

PASSAGE = {"id": "P-0123456789ab", "source": "S-report", "page": 12}


def claim(about="X-100001", root=None, prop="sex", value="male", **more):
    body = {"property": prop, "value": value, "how": "reported", "by": ["author"], "passages": [PASSAGE]}
    return Draft("claim", root or about, about, body, **more)


def test_what_is_appended_is_read_back(db):
    assert append(db, [claim(), claim("X-100002")], by="c1", at="2026-01-01T00:00:00Z") == [1, 2]
    assert [row.about for row in rows_upto(db)] == ["X-100001", "X-100002"]
    assert rows_of(db, "X-100001")[0].body["value"] == "male"
    assert [[row.seq for row in case] for case in cases(db)] == [[1], [2]]
    assert last_seq(db) == 2
