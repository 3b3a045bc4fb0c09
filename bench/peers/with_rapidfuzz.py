"""Score pairs of names with rapidfuzz's token_sort_ratio over anyascii's transliteration; reads and writes JSON.

The seconds include the transliteration of both names, each time, as ours include reading them.
"""

import json
import sys
import time
from importlib.metadata import version

from anyascii import anyascii
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.utils import default_process

pairs = json.load(sys.stdin)
start = time.process_time()
scores = [token_sort_ratio(default_process(anyascii(a)), default_process(anyascii(b))) / 100 for a, b in pairs]
seconds = time.process_time() - start
said = f"{version('rapidfuzz')}, anyascii {version('anyascii')}"
json.dump({"scores": scores, "seconds": seconds, "version": said}, sys.stdout)
