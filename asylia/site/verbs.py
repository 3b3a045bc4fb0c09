"""``asylia site``: serve an edition."""

from pathlib import Path

import click

from asylia.problems import Problem

PORT = 8000


@click.group()
def group() -> None:
    """The public screens: no database, no secret, no script."""


@group.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, help="The port; where it is taken, the next free one.")
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
@click.option("--sources", type=click.Path(path_type=Path), help="A folder with your own copies of the publications.")
@click.option("--hosts", default="", help="Host names that are answered, with commas; otherwise this machine's own.")
def serve(edition: Path, host: str, port: int, workers: int, sources: Path | None, hosts: str) -> None:
    """Serve EDITION, the folder of one edition, until stopped.

    With --sources, pages show the words of passages from your own copies; since others may hold rights in them, that
    is refused on any address that is not loopback.
    """
    from asylia.site import copies
    from asylia.site.serve import is_loopback, listen, serve

    if sources is not None and not is_loopback(host):
        raise Problem(
            f"--sources is refused on {host}: the words are for the reader of this machine alone",
            allowed=("127.0.0.1", "::1", "localhost"),
            mend="Leave out --host, or --sources.",
        )
    words = copies.read(edition, sources) if sources else {}
    bound = listen(host, port)
    address = f"[{host}]" if ":" in host else host
    if words:
        click.echo(f"{len(words)} passages found in {sources}")
    click.echo(f"Edition served on http://{address}:{bound.getsockname()[1]}/ (stop with Ctrl-C)")
    serve(edition, bound, workers=workers, words=words, hosts=hosts)
