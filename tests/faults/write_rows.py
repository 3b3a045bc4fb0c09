"""Run by tests as processes: THREADS writers append ROWS rows each, and say each id once it is acknowledged."""

import sys
import threading

from asylia.home import open_desk
from asylia.ledger.append import append
from asylia.ledger.rows import Draft, draw_id

PASSAGE = {"id": "P-0123456789ab", "source": "S-invented-report", "page": 12}
BODY = {"property": "note", "value": "words", "how": "reported", "by": ["author"], "passages": [PASSAGE]}
_say = threading.Lock()
_failed = list[BaseException]()


def write(rows: int) -> None:
    """Append rows one by one."""
    from django.db import connections

    try:
        for _ in range(rows):
            id = draw_id("claim")
            append(connections["default"], [Draft("claim", "X-100001", "X-100001", BODY, id=id)], by="c1")
            with _say:
                print(id, flush=True)
    except BaseException as error:
        _failed.append(error)
        raise
    finally:
        connections["default"].close()


if __name__ == "__main__":
    count, each = map(int, sys.argv[1:])
    open_desk().close()
    threads = [threading.Thread(target=write, args=[each]) for _ in range(count)]
    print("ready", flush=True)
    sys.stdin.readline()  # all processes start together
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(1 if _failed else 0)
