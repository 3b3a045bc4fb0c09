"""The table of verbs. A room is imported only when its verb runs, so that ``asylia --help`` costs nothing.

Exit 0: what was asked holds. 1: a check failed. 2: wrong use or bad input. 130: stopped at the keyboard.
"""

from importlib import import_module

import click

from asylia import __version__
from asylia.problems import Problem, Problems

# verb: where it is, what it is about
VERBS: dict[str, tuple[str, str]] = {
    "codebook": ("asylia.codebook.verbs:group", "What the words mean: check it, show a code."),
    "names": ("asylia.names.verbs:group", "How names are written: compare two, show the parts of one, figures."),
    "source": ("asylia.sources.verbs:group", "Documents: add one, find passages in a folder of them."),
    "register": ("asylia.coding.verbs:group", "Registers, coded by hand: check, seal, load, show, agreement."),
    "matching": (
        "asylia.matching.verbs:group",
        "Same person, same event: candidates, merge, differ, split; lists from outside.",
    ),
    "lint": ("asylia.coding.lint.verbs:command", "What cannot all be true, in the ledger or in a register."),
    "ledger": ("asylia.ledger.verbs:group", "Who said what, when: verify, head, export, import, erase."),
    "publish": ("asylia.publish.verbs:group", "From the ledger to an edition: build, sign."),
    "edition": ("asylia.edition.verbs:group", "What was made public: verify, table1, tables, why, diff, export."),
    "site": ("asylia.site.verbs:group", "The public screens: serve editions, or export them as files."),
    "search": ("asylia.finding.verbs:command", "Find persons in every spelling, in the ledger or in an edition."),
    "doctor": ("asylia.doctor:command", "What is installed, missing or misconfigured, and how to mend it."),
    "demo": ("asylia.demo:command", "The whole way, from the bundled register to a page."),
}


class Verbs(click.Group):
    """The verbs of the table, each loaded when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which data walks through their rooms."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the room of a verb. None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        module, _, attribute = VERBS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any room."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, about) for verb, (_, about) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb; say what is wrong in words, never with a traceback."""
        try:
            return super().invoke(ctx)
        except (Problem, Problems) as problem:
            click.echo(str(problem), err=True)
        except BrokenPipeError:
            raise  # whoever read our output has seen enough; click ends quietly
        except OSError as error:
            click.echo(f"{error.filename or 'the system'}: {error.strerror or error}", err=True)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            ctx.exit(130)
        ctx.exit(2)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="asylia")
def cli() -> None:
    """Asylia documents how states reach across borders to silence people who fled them."""


def main() -> None:
    """Run the command line."""
    cli(prog_name="asylia")


if __name__ == "__main__":
    main()
