"""Receivers, channels and equipment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.interpretation.receivers import (
    BOOTH_CHECKS,
    Receivers,
    channels,
    equipment,
    event_receivers,
    needs_receiver,
    receivers,
)

# INT-30: sixty people in the room.
ROOM = (
    [("en",)] * 20
    + [("cnr", "en")] * 18
    + [("cnr",)] * 6
    + [("sq", "en")] * 10
    + [("sq",)] * 4
    + [("en", "cnr", "sq")] * 2
)


def test_int30_one_way_11():
    assert receivers(ROOM, ["en"]) == Receivers(need=10, order=11)


def test_int30_two_way_64():
    assert receivers(ROOM, ["en", "cnr", "sq"]) == Receivers(need=58, order=64)


def test_int30_english_speakers_need_one_in_a_two_way_meeting():
    assert needs_receiver(["en"], ["en", "sq"])
    assert not needs_receiver(["en"], ["en"])
    assert not needs_receiver([], [])


def test_int30_an_event_counts_whoever_needs_one_in_any_session():
    assert event_receivers(ROOM, [["en"], ["cnr", "sq"]]) == Receivers(58, 64)


def test_int30_spare_may_be_changed():
    assert receivers(ROOM, ["en"], spare_percent=0) == Receivers(10, 10)
    assert receivers(ROOM, ["en"], spare_percent=25) == Receivers(10, 13)
    with pytest.raises(ValueError, match="negative"):
        receivers(ROOM, ["en"], spare_percent=-1)


follows = st.lists(st.sampled_from(("en", "cnr", "sq", "mk")), max_size=4)


@given(
    people=st.lists(follows, max_size=40),
    floor=follows,
    more=st.sampled_from(("en", "cnr", "sq", "mk")),
    spare=st.integers(0, 50),
)
def test_int30_order_covers_the_need_and_grows_with_the_floor(people, floor, more, spare):
    result = receivers(people, floor, spare)
    assert result.need <= len(people)
    assert result.need * (100 + spare) <= result.order * 100 < result.need * (100 + spare) + 100
    assert receivers(people, [*floor, more], spare).need >= result.need


def test_int32_channels_start_with_the_floor():
    listed = channels(["en", "cnr", "sq"])
    assert [(channel.number, channel.language) for channel in listed] == [
        (0, None),
        (1, "en"),
        (2, "cnr"),
        (3, "sq"),
    ]


def test_int06_a_channel_carries_the_event_s_own_label():
    label = {"en": "BCMS", "cnr": "CBHS"}
    assert channels(["cnr"], {"cnr": label})[1].label == label
    assert channels(["cnr"])[1].label == {}


def test_int32_equipment_follows_from_the_plan():
    lines = {line.item: line.quantity for line in equipment(2, 6, 3, 64)}
    assert lines["Interpretation booths"] == 2
    assert lines["Interpreter consoles"] == lines["Booth lamps"] == 6
    assert lines["Outgoing channels"] == 3
    assert lines["Receivers with headphones"] == 64
    assert lines["Technicians"] == 1
    assert equipment(0, 0, 0, 0) == []
    assert "Interpretation booths" not in {line.item for line in equipment(0, 2, 1, 0)}


def test_int33_checks_are_whole_sentences():
    assert len(set(BOOTH_CHECKS)) == len(BOOTH_CHECKS)
    assert all(check.endswith(".") for check in BOOTH_CHECKS)
