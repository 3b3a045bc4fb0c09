"""The two tables in SQL of each database's own: their checks and collations are part of the design, not of the ORM."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

CHECKS = """
    CHECK (kind IN ('claim','accept','reject','prefer','merge','differ','withhold','retract','erase')),
    CHECK (kind = 'withhold' OR (acts_on IS NOT NULL) = (kind IN ('accept','reject','prefer','retract','erase'))),
    CHECK ((other IS NOT NULL) = (kind IN ('merge','differ')))"""

INDEXES = (
    "CREATE INDEX ledger_row_root ON ledger_row (root, seq)",  # one case, one range scan
    "CREATE INDEX ledger_row_other ON ledger_row (other) WHERE other IS NOT NULL",
    "CREATE INDEX ledger_row_acts_on ON ledger_row (acts_on) WHERE acts_on IS NOT NULL",
    "CREATE INDEX ledger_row_merge ON ledger_row (about) WHERE kind = 'merge'",
)

SQLITE = (
    f"""
CREATE TABLE ledger_row (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL,
    root    TEXT NOT NULL,
    about   TEXT NOT NULL,
    other   TEXT,
    acts_on INTEGER REFERENCES ledger_row (seq),
    by      TEXT NOT NULL,
    at      TEXT NOT NULL,
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    prev    BLOB NOT NULL UNIQUE CHECK (length(prev) = 32),
    hash    BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    {CHECKS}
)""",
    """
CREATE TABLE ledger_payload (
    seq     INTEGER PRIMARY KEY REFERENCES ledger_row (seq),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    body    TEXT NOT NULL
)""",
    *INDEXES,
)

# COLLATE "C": both databases sort ids by their bytes. STATISTICS 0: the planner's samples must keep no words.
POSTGRESQL = (
    f"""
CREATE TABLE ledger_row (
    seq     bigint PRIMARY KEY,
    id      text COLLATE "C" NOT NULL UNIQUE,
    kind    text COLLATE "C" NOT NULL,
    root    text COLLATE "C" NOT NULL,
    about   text COLLATE "C" NOT NULL,
    other   text COLLATE "C",
    acts_on bigint REFERENCES ledger_row (seq),
    by      text COLLATE "C" NOT NULL,
    at      text COLLATE "C" NOT NULL,
    digest  bytea NOT NULL CHECK (length(digest) = 32),
    prev    bytea NOT NULL UNIQUE CHECK (length(prev) = 32),
    hash    bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    {CHECKS}
)""",
    """
CREATE TABLE ledger_payload (
    seq     bigint PRIMARY KEY REFERENCES ledger_row (seq),
    salt    bytea NOT NULL CHECK (length(salt) = 16),
    body    text NOT NULL
)""",
    "ALTER TABLE ledger_payload ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0",
    *INDEXES,
)


def make(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Make both tables in the database at hand."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema.connection.vendor]:
        schema.execute(statement, params=None)


class Migration(migrations.Migration):
    """The ledger's two tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make)],
            state_operations=[
                migrations.CreateModel(
                    name="LedgerRow",
                    fields=[
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("id", models.TextField(unique=True)),
                        ("kind", models.TextField()),
                        ("root", models.TextField()),
                        ("about", models.TextField()),
                        ("other", models.TextField(null=True)),
                        (
                            "acts_on",
                            models.ForeignKey(
                                db_column="acts_on",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.ledgerrow",
                            ),
                        ),
                        ("by", models.TextField()),
                        ("at", models.TextField()),
                        ("digest", models.BinaryField()),
                        ("prev", models.BinaryField(unique=True)),
                        ("hash", models.BinaryField(unique=True)),
                    ],
                    options={"db_table": "ledger_row"},
                ),
                migrations.CreateModel(
                    name="LedgerPayload",
                    fields=[
                        (
                            "seq",
                            models.OneToOneField(
                                db_column="seq",
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="payload",
                                serialize=False,
                                to="ledger.ledgerrow",
                            ),
                        ),
                        ("salt", models.BinaryField()),
                        ("body", models.TextField()),
                    ],
                    options={"db_table": "ledger_payload"},
                ),
            ],
        )
    ]
