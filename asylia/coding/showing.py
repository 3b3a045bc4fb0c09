"""A block of a register as people read it, and as JSON."""

from typing import Any

from asylia.coding.register import Block, Claim, Passage
from asylia.coding.values import write_assertion


def as_record(block: Block) -> dict[str, Any]:
    """All that a block says, with its file and line."""
    claims = [
        {
            "property": claim.property.name,
            "value": claim.value,
            "how": claim.assertion.how,
            "by": list(claim.assertion.by),
            "passages": [passage.body() for passage in claim.passages],
            "line": block.file.places.line(*claim.keys),
        }
        for claim in block.claims
    ]
    prefers = [{"property": p.property, "value": p.value, "reason": p.reason} for p in block.prefers]
    head = {"id": block.id, "block": block.name, "root": block.root, "file": str(block.file.path), "line": block.line}
    return {**head, "claims": claims, "prefers": prefers}


def as_text(block: Block) -> str:
    """The same, a line for each claim."""
    head = f"{block.id}  {block.name.replace('_', ' ')}  {block.file.path}:{block.line}"
    width = max((len(claim.property.name) for claim in block.claims), default=0)
    prefers = [f"  shown: {prefer.property} {prefer.value}, because {prefer.reason}" for prefer in block.prefers]
    return "\n".join([head, *(_line(claim, width) for claim in block.claims), *prefers])


def _line(claim: Claim, width: int) -> str:
    cited = "; ".join(map(where, claim.passages))
    return f"  {claim.property.name:{width}}  {claim.value}  [{write_assertion(claim.assertion)}: {cited}]"


def where(passage: Passage) -> str:
    """A passage in words: its source, page, paragraph and notes."""
    parts = [
        passage.source,
        f"p. {passage.page}" if passage.page else "",
        f"para. {passage.paragraph}" if passage.paragraph else "",
    ]
    notes = f"note {', '.join(map(str, passage.note))}" if passage.note else ""
    return ", ".join(part for part in [*parts, notes] if part)
