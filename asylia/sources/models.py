"""What was added, and which text was drawn from it. Columns only; the bytes and texts are files under the home."""

from django.db import models


class Capture(models.Model):
    """The bytes of a document as they were given: ``home()/captures/<sha256>``."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()  # bytes
    media_type = models.TextField()
    added_at = models.TextField()  # UTC, to the second

    class Meta:
        db_table = "source_capture"


class TextLayer(models.Model):
    """A text drawn from a capture: ``home()/layers/<sha256>.txt``, UTF-8, its pages parted by form feeds."""

    sha256 = models.CharField(max_length=64)
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="layers")
    extractor = models.TextField()
    version = models.TextField()

    class Meta:
        db_table = "source_text_layer"
        constraints = (  # two documents may hold the same text
            models.UniqueConstraint(fields=["sha256", "capture"], name="source_text_layer_once"),
        )
