"""The worker is called often enough that no committed message waits, and no oftener."""

from __future__ import annotations

from eventmgr.tasks import Waking


def test_first_call_goes_out_at_once_and_a_crowd_shares_the_next() -> None:
    waking = Waking()
    assert [waking.delay(at) for at in (10.0, 10.1, 10.2, 10.9)] == [0, 1.0, None, None]
    # The shared call comes at 11.1 at the latest; what is committed later has one of its own.
    assert waking.delay(11.05) == 1.0
    assert waking.delay(11.2) is None
    assert waking.delay(20.0) == 0


def test_every_message_has_a_call_after_it() -> None:
    waking = Waking()
    calls: list[float] = []
    moments = [n * 0.13 for n in range(60)]
    for at in moments:
        delay = waking.delay(at)
        if delay is not None:
            calls.append(at + delay)
    assert all(any(at <= call <= at + 2 for call in calls) for at in moments)
    assert len(calls) <= 10
