"""The room as a Django app: an erasure in the ledger also reaches its captures and text layers."""

from django.apps import AppConfig


class Sources(AppConfig):
    """Registers what an erasure calls."""

    name = "asylia.sources"

    def ready(self) -> None:
        """Tell the ledger how this room forgets words."""
        from asylia.ledger.erase import also_forgets
        from asylia.sources.forget import forget_row

        also_forgets(forget_row)
