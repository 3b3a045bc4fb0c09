"""The two tables, columns only. Their checks stand in the first migration, the refusals in the second."""

from django.db import models


class LedgerRow(models.Model):
    """A header. It is hashed into the chain and never changes; it holds no word of the payload."""

    seq = models.BigIntegerField(primary_key=True)  # 1, 2, 3, … without a gap; never published (gaps would tell)
    id = models.TextField(unique=True)  # drawn at random by the writer; a repeated save adds nothing
    kind = models.TextField()
    root = models.TextField()  # the case, source, aggregate or group event that the row belongs to
    about = models.TextField()  # the entity itself: the root, or one of its incidents …
    other = models.TextField(null=True)  # merge, differ: the other entity
    acts_on = models.ForeignKey("self", models.PROTECT, null=True, db_column="acts_on", related_name="+")
    by = models.TextField()  # a coder's code
    at = models.TextField()  # UTC, to the second
    digest = models.BinaryField()  # sha256(salt ‖ body)
    prev = models.BinaryField(unique=True)  # hash of the row before: unique, so the chain cannot fork
    hash = models.BinaryField(unique=True)

    class Meta:
        db_table = "ledger_row"


class LedgerPayload(models.Model):
    """The words of a row, until they are erased."""

    seq = models.OneToOneField(LedgerRow, models.PROTECT, primary_key=True, db_column="seq", related_name="payload")
    salt = models.BinaryField()  # 16 random bytes, so that nobody can guess the words from their digest
    body = models.TextField()  # canonical JSON, as text: a database that reorders keys would change its digest

    class Meta:
        db_table = "ledger_payload"
