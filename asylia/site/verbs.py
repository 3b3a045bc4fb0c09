"""``asylia site``: serve an edition."""

from pathlib import Path

import click

from asylia.edition.reader import Edition
from asylia.problems import Problem

PORT = 8000


@click.group()
def group() -> None:
    """The public screens: no database, no secret, no script."""


@group.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="The port; where it is taken, the next free one.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes answer.")
@click.option("--sources", type=click.Path(path_type=Path), help="A folder with your own copies of the publications.")
@click.option(
    "--hosts",
    default="",
    envvar="ASYLIA_SITE_HOSTS",
    help="Host names that are answered, with commas; otherwise this machine's own.",
)
def serve(edition: Path, host: str, port: int, workers: int, sources: Path | None, hosts: str) -> None:
    """Serve EDITION, the folder of one edition, until stopped.

    With --sources, pages show the words of passages from your own copies; since others may hold rights in them, that
    is refused on any address that is not loopback.
    """
    from asylia.site import copies
    from asylia.site.serve import answered, is_loopback, listen, serve

    if sources is not None and not is_loopback(host):
        raise Problem(
            f"--sources is refused on {host}: the words are for the reader of this machine alone",
            allowed=("127.0.0.1", "::1", "localhost"),
            mend="Leave out --host, or --sources.",
        )
    names = answered(host, hosts)
    Edition(edition).close()  # says what is wrong before anything is looked for
    search = copies.look(edition, sources) if sources else None
    bound = listen(host, port)
    address = f"[{host}]" if ":" in host else host
    click.echo(f"Edition served on http://{address}:{bound.getsockname()[1]}/ (stop with Ctrl-C)")
    for line in copies.told(search) if search else ():
        click.echo(line)
    words = {id: hit.words for id, hit in search.hits.items()} if search else None
    serve(edition, bound, workers=workers, words=words, hosts=names)
