"""Why a search found somebody, in words: the same sentences in every language."""

from collections.abc import Callable

from asylia.names.finding import Why

Gettext = Callable[[str], str]


def said(why: Why, gettext: Gettext = str, name: Gettext = str, rules: Gettext = str) -> str:
    """One reason as a sentence. ``gettext`` translates it; ``name`` and ``rules`` write what is put into it."""
    pair = {"a": name(why.typed.title()), "b": name(why.there.title()), "rules": rules(", ".join(why.rules))}
    if why.kind == "spelling" and why.rules:
        return gettext("%(a)s and %(b)s: one name in two spellings (%(rules)s)") % pair
    sentences = {
        "id": gettext("Id"),
        "number": gettext("Application number"),
        "affiliation": gettext("Affiliation"),
        "begins": gettext("A name or affiliation begins so"),
        "written": gettext("As written"),
        "letter": gettext("%(a)s and %(b)s: one letter differs"),
        "spelling": gettext("%(a)s and %(b)s: one name in two spellings"),
        "ending": gettext("%(a)s and %(b)s: one stem, another ending"),
        "near": gettext("%(a)s and %(b)s: near, but nobody can tell from the spelling"),
    }
    return sentences[why.kind] % pair
