"""What the database itself refuses: a capture or a text layer is never changed. Only an erasure deletes one."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

TABLES = {
    "source_capture": "sha256 = NEW.sha256",
    "source_text_layer": "sha256 = NEW.sha256 AND capture_id = NEW.capture_id",
}


def statements(vendor: str) -> Iterator[str]:
    """The triggers in the words of one database."""
    if vendor == "postgresql":
        yield """
CREATE FUNCTION source_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a document is never changed: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$"""
    for table, same in TABLES.items():
        if vendor == "postgresql":
            yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION source_refuse()"
            yield f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} EXECUTE FUNCTION source_refuse()"
        else:
            refuse = "BEGIN SELECT RAISE(ABORT, 'a document is never changed'); END"
            yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {refuse}"
            # INSERT OR REPLACE fires no UPDATE trigger, so this stops it.
            exists = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (our own words)
            yield f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN {exists} {refuse}"


def guard(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers in the database at hand."""
    for statement in statements(schema.connection.vendor):
        schema.execute(statement, params=None)


class Migration(migrations.Migration):
    """Captures and text layers only grow."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("sources", "0001_tables")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(guard)]
