"""What is filed. Text is compared by code point in both databases, else they would not give the same order."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

TABLES = (
    "CREATE TABLE finding_sought (token {text}, person {text}, PRIMARY KEY (token, person)){rows}",
    "CREATE INDEX finding_sought_person ON finding_sought (person)",
    "CREATE TABLE finding_sounded (key {text}, token {text}, PRIMARY KEY (key, token)){rows}",
    "CREATE INDEX finding_sounded_token ON finding_sounded (token)",
    "CREATE TABLE finding_names (person {text}, name {text}, PRIMARY KEY (person, name)){rows}",
    "CREATE TABLE finding_upto (seq bigint NOT NULL)",
    "INSERT INTO finding_upto VALUES (0)",
)
_WORDS = {
    "sqlite": {"text": "text NOT NULL", "rows": " WITHOUT ROWID"},
    "postgresql": {"text": 'text COLLATE "C" NOT NULL', "rows": ""},
}


def make(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Make the tables in the database at hand."""
    for statement in TABLES:
        schema.execute(statement.format(**_WORDS[schema.connection.vendor]), params=None)


class Migration(migrations.Migration):
    """The index of names."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ledger", "0002_append_only")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(make)]
