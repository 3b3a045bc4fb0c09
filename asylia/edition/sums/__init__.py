"""What the records of an edition add up to: Table 1 and its sisters, a state, a measure, a source, a code, a rule.

In: an edition, or its index where many sums are asked for.
Out: counts between two limits.
Invariant: a record counts in the lower limit where no other standing value can take it away, and in the upper where
some value puts it there. These are cases told one by one: nothing computes a rate or a trend.
"""
