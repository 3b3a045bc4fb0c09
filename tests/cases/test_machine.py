"""A ledger that grows step by step, against a reference model that remembers what was done instead of folding rows."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from asylia.cases.fold import fold
from asylia.cases.independence import Sources
from tests.written import PEOPLE, Written

FATES = ["at_liberty_abroad", "killed", "unknown"]


class Ledger(RuleBasedStateMachine):
    """The model keeps one dictionary a claim, a list of merges, and for each retract what it switched off.

    Undoing is switching off; undoing an undoing is switching on again: no chain is ever followed.
    """

    claims, undoable = Bundle("claims"), Bundle("undoable")

    def __init__(self):
        super().__init__()
        self.written = Written()
        self.said = {}  # claim -> (person, value)
        self.on = {}  # row -> does it stand?
        self.undoes = {}  # retract -> row
        self.decisions = {}  # accept or reject -> (claim, kind)
        self.preferred = {}  # prefer -> claim
        self.merged = {}  # merge -> (kept, gone)

    @rule(
        target=claims, person=st.sampled_from(PEOPLE), value=st.sampled_from(["at_liberty_abroad", "killed", "unknown"])
    )
    def claim(self, person, value):
        row = self.written.claim(person, "fate", value, source=f"S-{len(self.written.rows)}", accept=False)
        self.said[row.seq], self.on[row.seq] = (person, value), True
        return row

    @rule(target=undoable, claim=claims, kind=st.sampled_from(["accept", "accept", "reject"]))
    def decide(self, claim, kind):
        row = getattr(self.written, kind)(claim)
        self.decisions[row.seq], self.on[row.seq] = (claim.seq, kind), True
        return row

    @rule(target=undoable, claim=claims)
    def prefer(self, claim):
        row = self.written.prefer(claim)
        self.preferred[row.seq], self.on[row.seq] = claim.seq, True
        return row

    @rule(target=undoable, pair=st.permutations(PEOPLE))
    def merge(self, pair):
        row = self.written.merge(pair[0], pair[1])
        self.merged[row.seq], self.on[row.seq] = (pair[0], pair[1]), True
        return row

    @rule(target=undoable, row=consumes(undoable))
    def retract(self, row):
        return self._undo(row)

    @rule(target=undoable, claim=consumes(claims))
    def retract_a_claim(self, claim):
        return self._undo(claim)

    def _undo(self, row):
        undoing = self.written.retract(row)
        self.undoes[undoing.seq], self.on[undoing.seq] = row.seq, True
        self._switch(row.seq, on=False)
        return undoing

    def _switch(self, seq, on):
        self.on[seq] = on
        if seq in self.undoes:
            self._switch(self.undoes[seq], not on)

    @invariant()
    def the_fold_says_what_the_model_says(self):
        assert self._folded(self.written.rows) == self._expected()
        assert self._folded(reversed(self.written.rows)) == self._expected()

    def _folded(self, rows):
        fates = {case.id: case.person.fate for case in fold(rows, Sources())}
        return {id: (set(fate.shown), fate.contested) for id, fate in fates.items()}

    def _expected(self):
        decided = {claim: kind for seq, (claim, kind) in sorted(self.decisions.items()) if self.on[seq]}
        counts = [seq for seq in self.said if self.on[seq] and decided.get(seq) == "accept"]
        group = {person: person for person in PEOPLE}
        for seq, (kept, gone) in sorted(self.merged.items()):
            if self.on[seq]:
                old = group[gone]
                group = {person: group[kept] if now == old else now for person, now in group.items()}
        expected = {}
        for person in {group[self.said[seq][0]] for seq in counts}:
            mine = [seq for seq in counts if group[self.said[seq][0]] == person]
            expected[person] = self._weighed(mine)
        return expected

    def _weighed(self, claims):
        tally = {}
        for seq in claims:
            tally.setdefault(self.said[seq][1], []).append(seq)
        rivals = {value: len(seqs) for value, seqs in tally.items() if value != "unknown"} or {"unknown": 1}
        if len(rivals) == 1:
            return set(rivals), False
        prefers = [claim for seq, claim in sorted(self.preferred.items()) if self.on[seq] and claim in claims]
        if prefers:
            return {self.said[prefers[-1]][1]}, True
        most = {value for value, sources in rivals.items() if sources == max(rivals.values())}
        return (most if len(most) == 1 else set(rivals)), True


Ledger.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestLedger = Ledger.TestCase
