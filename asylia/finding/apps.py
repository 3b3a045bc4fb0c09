"""The room as a Django app: an erasure in the ledger also reaches what is filed."""

from django.apps import AppConfig


class Finding(AppConfig):
    """Registers what an erasure calls."""

    name = "asylia.finding"

    def ready(self) -> None:
        """Tell the ledger how this room forgets names."""
        from asylia.finding.filed import forget_row
        from asylia.ledger.erase import also_forgets

        also_forgets(forget_row)
