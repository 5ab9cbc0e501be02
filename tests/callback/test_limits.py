"""How often forms may be sent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.callback.limits import Limits, Rate, Rates, network


class Time:
    def __init__(self) -> None:
        self.now = 0.0
        self.day = date(2023, 10, 31)


def limits(time: Time, most: int = 100, **rates: Rate) -> Limits:
    return Limits(Rates()._replace(**rates), lambda: time.now, lambda: time.day, most)


def test_a_burst_passes_and_then_one_after_each_interval() -> None:
    time = Time()
    door = limits(time, per_account=Rate(3, 60))
    assert [door.take("DC23A0002G", "10.0.0.1") for _ in range(3)] == [None] * 3
    wait = door.take("DC23A0002G", "10.0.1.1")
    assert wait is not None
    assert wait == (60, "account")
    time.now = 59.9
    assert door.take("DC23A0002G", "10.0.0.1") is not None
    time.now = 60
    assert door.take("DC23A0002G", "10.0.0.1") is None
    assert door.take("DC23A0002G", "10.0.0.1") is not None


def test_neighbours_share_a_network_and_others_do_not() -> None:
    door = limits(Time(), per_network=Rate(1, 60))
    assert door.take("A", "192.0.2.1") is None
    refused = door.take("B", "192.0.2.200")
    assert refused is not None
    assert refused.limit == "network"
    assert door.take("C", "192.0.3.1") is None
    assert door.take("D", "2001:db8:1:ffff::1") is None
    assert door.take("E", "2001:db8:1:1::2") is not None


def test_a_refused_request_costs_nothing() -> None:
    time = Time()
    door = limits(time, per_account=Rate(1, 60), per_network=Rate(5, 60))
    assert door.take("A", "192.0.2.1") is None
    for _ in range(20):
        assert door.take("A", "192.0.2.1") is not None
    assert door.take("B", "192.0.2.1") is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.77", "192.0.2.0/24"), ("::ffff:192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"), ("", "unknown"), ("evil\r\nheader", "unknown"),
    ],
)  # fmt: skip
def test_a_network_is_what_one_household_has(address: str, name: str) -> None:
    assert network(address) == name


def test_no_address_of_a_machine_is_kept_and_yesterday_is_forgotten() -> None:
    time = Time()
    door = limits(time, per_network=Rate(1, 10**6))
    door.take("A", "192.0.2.1")
    assert "192.0.2" not in repr(vars(door)) + repr(vars(door._networks))
    assert door.take("B", "192.0.2.1") is not None
    time.day = date(2023, 11, 1)
    assert door.take("B", "192.0.2.1") is None


def test_a_flood_of_networks_stays_within_bounds_and_keeps_known_ones() -> None:
    time = Time()
    door = limits(time, most=50, per_network=Rate(2, 1000), everybody=Rate(10**6, 0.001))
    assert door.take("X", "10.9.9.9") is None
    outcomes = [door.take(f"A{number}", f"10.{number // 250}.{number % 250}.1") for number in range(1000)]
    assert len(door._networks._full_at) <= 51
    assert len(door._accounts._full_at) <= 51
    assert outcomes[-1] is not None
    assert door.take("X", "10.9.9.1") is None, "who was there before the flood still has a bucket"
    time.now = 3000
    assert door.take("Z", "10.200.1.1") is None, "full buckets make room"


@given(
    st.lists(
        st.tuples(st.floats(0, 50), st.sampled_from("ABC"), st.sampled_from(["10.0.0.1", "10.0.1.1"])), max_size=200
    )
)
def test_never_more_than_the_rate_passes(requests: list[tuple[float, str, str]]) -> None:
    time = Time()
    door = limits(time, per_account=Rate(3, 10), per_network=Rate(100, 1), everybody=Rate(100, 1))
    passed: dict[str, int] = {}
    for step, account, address in requests:
        time.now += step
        if door.take(account, address) is None:
            passed[account] = passed.get(account, 0) + 1
    assert all(count <= 3 + time.now / 10 + 1e-6 for count in passed.values())
