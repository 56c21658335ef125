"""How far two reviewers agree."""

from __future__ import annotations

from harm.suspects.agreement import Agreement, agreement, is_read_twice


def test_kappa_is_that_of_the_textbook() -> None:
    # 20 times both yes, 5 yes and no, 10 no and yes, 15 both no: kappa 0.4.
    readings = [
        *[("same", "same")] * 20,
        *[("same", "different")] * 5,
        *[("different", "same")] * 10,
        *[("different", "different")] * 15,
    ]
    assert agreement(readings) == Agreement(50, 35, 400)


def test_kappa_of_full_and_of_no_agreement() -> None:
    assert agreement([("same", "same"), ("different", "different")]).kappa == 1000
    assert agreement([("same", "different"), ("different", "same")]).kappa == -1000


def test_kappa_is_not_known_where_chance_alone_would_agree() -> None:
    assert agreement([]) == Agreement(0, 0, None)
    assert agreement([("same", "same")] * 9) == Agreement(9, 9, None)


def test_one_pair_in_twenty_is_read_twice_whatever_its_order() -> None:
    pairs = [(f"A{number}", f"B{number}") for number in range(10_000)]
    twice = [pair for pair in pairs if is_read_twice(*pair)]
    assert 430 < len(twice) < 570
    assert all(is_read_twice(b, a) for a, b in twice)
