"""Captures and text layers."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """The two tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("media_type", models.TextField()),
                ("added_at", models.TextField()),
            ],
            options={"db_table": "source_capture"},
        ),
        migrations.CreateModel(
            name="TextLayer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("extractor", models.TextField()),
                ("version", models.TextField()),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="layers", to="sources.capture"
                    ),
                ),
            ],
            options={
                "db_table": "source_text_layer",
                "constraints": (models.UniqueConstraint(fields=["sha256", "capture"], name="source_text_layer_once"),),
            },
        ),
    ]
