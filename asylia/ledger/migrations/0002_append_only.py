"""What the database itself refuses, said once for each: six refusals, whoever asks and in whatever SQL."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

# SQLite's INSERT OR REPLACE fires no DELETE trigger, so the two INSERT triggers also stop whatever would replace a row.
# SQLite has no TRUNCATE; its DELETE without WHERE fires the DELETE triggers.
SQLITE = (
    """
CREATE TRIGGER row_no_update BEFORE UPDATE ON ledger_row
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no row is changed'); END""",
    """
CREATE TRIGGER row_no_delete BEFORE DELETE ON ledger_row
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no row is deleted'); END""",
    """
CREATE TRIGGER row_next BEFORE INSERT ON ledger_row
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger_row)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM ledger_row ORDER BY seq DESC LIMIT 1), zeroblob(32))
  OR EXISTS (SELECT 1 FROM ledger_row WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM ledger_row WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: a new row follows the last one'); END""",
    """
CREATE TRIGGER payload_no_update BEFORE UPDATE ON ledger_payload
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no payload is changed'); END""",
    """
CREATE TRIGGER payload_erase_only BEFORE DELETE ON ledger_payload
WHEN NOT EXISTS (SELECT 1 FROM ledger_row WHERE kind = 'erase' AND acts_on = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: a payload goes only after an erase row that targets it'); END""",
    """
CREATE TRIGGER payload_once BEFORE INSERT ON ledger_payload
WHEN NEW.seq IS NOT (SELECT max(seq) FROM ledger_row) OR EXISTS (SELECT 1 FROM ledger_payload WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: a payload is written once, with its row'); END""",
)

POSTGRESQL = (
    """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    """
CREATE FUNCTION ledger_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM ledger_row)
       OR NEW.prev IS DISTINCT FROM
          coalesce((SELECT hash FROM ledger_row ORDER BY seq DESC LIMIT 1), decode(repeat('00', 32), 'hex'))
    THEN
        RAISE EXCEPTION 'the ledger only grows: a new row follows the last one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$""",
    """
CREATE FUNCTION ledger_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM ledger_row)
       OR EXISTS (SELECT 1 FROM ledger_payload WHERE seq = NEW.seq)
    THEN
        RAISE EXCEPTION 'the ledger only grows: a payload is written once, with its row'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$""",
    """
CREATE FUNCTION ledger_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_row WHERE kind = 'erase' AND acts_on = OLD.seq) THEN
        RAISE EXCEPTION 'the ledger only grows: a payload goes only after an erase row that targets it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$""",
    """
CREATE TRIGGER row_no_update BEFORE UPDATE ON ledger_row FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER row_no_delete BEFORE DELETE ON ledger_row FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER row_no_truncate BEFORE TRUNCATE ON ledger_row EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER row_next BEFORE INSERT ON ledger_row FOR EACH ROW EXECUTE FUNCTION ledger_next()""",
    """
CREATE TRIGGER payload_no_update BEFORE UPDATE ON ledger_payload FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER payload_erase_only BEFORE DELETE ON ledger_payload FOR EACH ROW EXECUTE FUNCTION ledger_erase_only()""",
    """
CREATE TRIGGER payload_once BEFORE INSERT ON ledger_payload FOR EACH ROW EXECUTE FUNCTION ledger_once()""",
    """
CREATE TRIGGER payload_no_truncate BEFORE TRUNCATE ON ledger_payload EXECUTE FUNCTION ledger_refuse()""",
)


def guard(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers in the database at hand."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema.connection.vendor]:
        schema.execute(statement, params=None)


class Migration(migrations.Migration):
    """The ledger only grows."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ledger", "0001_tables")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(guard)]
