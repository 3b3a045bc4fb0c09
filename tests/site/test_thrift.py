"""The memory and the turns of the processes that answer."""

import threading
import time

import pytest
from django.http import HttpRequest, HttpResponse

from asylia.site.thrift import few_at_once


def test_two_pages_are_written_at_a_time_and_all_are_written() -> None:
    now, most, lock = 0, 0, threading.Lock()

    def page(_request: HttpRequest) -> HttpResponse:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return HttpResponse()

    answer, found = few_at_once(page), list[int]()
    readers = [threading.Thread(target=lambda: found.append(answer(HttpRequest()).status_code)) for _ in range(12)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(10)
    assert found == [200] * 12
    assert most == 2


def test_a_page_that_breaks_keeps_no_turn() -> None:
    def page(_request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    answer = few_at_once(page)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            answer(HttpRequest())
