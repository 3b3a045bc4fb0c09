"""``asylia site``: serve editions, or write them as files."""

from pathlib import Path

import click

from asylia.problems import Problem

PORT = 8000


@click.group()
def group() -> None:
    """The public screens: no database, no secret, no script."""


@group.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="The port; where it is taken, the next free one.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes answer.")
@click.option(
    "--trust", type=click.Path(path_type=Path), help="Keys: only editions that one of them signed are served."
)
@click.option("--sources", type=click.Path(path_type=Path), help="A folder with your own copies of the publications.")
@click.option(
    "--hosts",
    default="",
    envvar="ASYLIA_SITE_HOSTS",
    help="Host names that are answered, with commas; otherwise this machine's own.",
)
@click.option(
    "--contact",
    default="",
    envvar="ASYLIA_SITE_CONTACT",
    help="Whom a reader may write to, as the pages print it: an address, a key, a name.",
)
def serve(
    folders: tuple[Path, ...],
    host: str,
    port: int,
    workers: int,
    trust: Path | None,
    sources: Path | None,
    hosts: str,
    contact: str,
) -> None:
    """Serve editions until stopped. Each DIR is an edition or a folder of editions; new ones appear by themselves.

    An edition that is not what its manifest says is not served. With --sources, pages show the words of passages from
    your own copies; since others may hold rights in them, that is refused on any address that is not loopback.
    """
    from asylia.site import copies
    from asylia.site.serve import answered, is_loopback, listen, serve
    from asylia.site.start import Served, opened

    if sources is not None and not is_loopback(host):
        raise Problem(
            f"--sources is refused on {host}: the words are for the reader of this machine alone",
            allowed=("127.0.0.1", "::1", "localhost"),
            mend="Leave out --host, or --sources.",
        )
    served = Served(folders, trust, answered(host, hosts), contact)
    standing = opened(served, ahead=True).standing()  # says what is wrong before anything is looked for
    searches = [copies.look(each.edition.path, sources) for each in standing.shown.values()] if sources else []
    bound = listen(host, port)
    address = f"[{host}]" if ":" in host else host
    what = " and ".join(standing.shown)
    click.echo(f"Edition {what} on http://{address}:{bound.getsockname()[1]}/ (stop with Ctrl-C)")
    for search in searches:
        for line in copies.told(search):
            click.echo(line)
    words = {id: hit.words for search in searches for id, hit in search.hits.items()} if sources else None
    serve(served, bound, workers=workers, words=words)


@group.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--base", default="", metavar="URL", help="The address under which the files will stand, for feeds and catalogues."
)
@click.option(
    "--trust", type=click.Path(path_type=Path), help="Keys: only editions that one of them signed are written."
)
@click.option(
    "--contact",
    default="",
    envvar="ASYLIA_SITE_CONTACT",
    help="Whom a reader may write to, as the pages print it: an address, a key, a name.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes write.")
def export(folders: tuple[Path, ...], out: Path, base: str, trust: Path | None, contact: str, workers: int) -> None:
    """Write the site as files into a new folder OUT: for any web server, or a stick that opens in any browser.

    Each DIR is an edition or a folder of editions. Lists and lists by one filter are pages, names stand from A to Z,
    and all data are there; what needs a server (filters that combine, the search) is left out, and nothing links to it.
    """
    from asylia.site.rendering import HOST
    from asylia.site.start import Served, opened

    opened(Served(folders, trust, HOST, contact))
    from asylia.site.export import export  # its pages need the settings

    written = export(out, base=base, workers=workers)
    click.echo(f"Edition {' and '.join(written.editions)}: {written.files} files in {out}")
    for address in written.missing:
        click.echo(f"  {address}: a page leads there, and nothing stands there", err=True)
