"""Score pairs of names with nomenklatura's logic-v2, in its own environment; reads and writes JSON.

The seconds include making the two entities, as ours include reading the two names.
"""

import json
import sys
import time
from importlib.metadata import version
from itertools import count

from followthemoney import model
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.matching.types import ScoringConfig

config, number = ScoringConfig.defaults(), count()


def person(name: str):
    entity = model.make_entity("Person")
    entity.id = f"person-{next(number)}"
    entity.add("name", name)
    return entity


pairs = json.load(sys.stdin)
start = time.process_time()
scores = [LogicV2.compare(person(a), person(b), config).score for a, b in pairs]
seconds = time.process_time() - start
json.dump({"scores": scores, "seconds": seconds, "version": version("nomenklatura")}, sys.stdout)
