"""What is said of a joint bid: N1 to N4, each lot, and who may compete."""

from dataclasses import replace

import pytest

from consortium.domain.explanation import NecessityBoth
from consortium.domain.joint import JointBid
from consortium.domain.result import Necessity, Options, Proof, Smaller, Status, Verdict
from consortium.domain.rivalry import Closeness, Pairing
from consortium.report.joint import lot_rivals, lot_title, lots, points, smaller
from consortium.words import LANGUAGES
from tests.unit.report.dossiers import showcase

NOBODY = Smaller()
E1_ALONE = Smaller(("E1",), (("E1",),))
TWO_ALONE = Smaller(("E1", "E2"), (("E1",), ("E2",)))


def need(recorded: Smaller, favourable: Smaller) -> Necessity:
    return Necessity(recorded, favourable, {}, Verdict.GREEN)


def bid(**changes: object) -> JointBid:
    nobody = need(NOBODY, NOBODY)
    plain = JointBid(("E1", "E2", "E3"), NecessityBoth((), nobody, nobody), (), ())
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("recorded", "favourable", "verdict", "words"),
    [
        (NOBODY, NOBODY, Verdict.GREEN, "None of the 3 members covers the tender alone"),
        (NOBODY, E1_ALONE, Verdict.AMBER, "this one could: E1."),
        (E1_ALONE, E1_ALONE, Verdict.RED, "covers the tender without the rest: E1."),
        (E1_ALONE, TWO_ALONE, Verdict.RED, "If what is not recorded turned out well, also: E2."),
    ],
)
def test_who_would_do_alone(recorded: Smaller, favourable: Smaller, verdict: Verdict, words: str) -> None:
    alone, part = smaller(need(recorded, favourable), 3, "en")
    assert (alone.name, part.name) == ("n1", "n2")
    assert alone.verdict is part.verdict is verdict
    assert words in alone.said


def test_a_part_of_several_is_called_by_its_names() -> None:
    pair = Smaller((), (("E1", "E2"),))
    alone, part = smaller(need(pair, pair), 3, "es", {"E1": "Alba", "E2": "Brisa"}.__getitem__)
    assert alone.verdict is Verdict.GREEN
    assert part.said.startswith("Según lo anotado ya bastaría: Alba + Brisa.")


def test_out_of_time_nothing_is_claimed() -> None:
    assert [point.verdict for point in smaller(None, 3, "es")] == [None, None]


@pytest.mark.parametrize(
    ("proof", "options", "verdict", "words"),
    [
        (Proof.EXACT, Options(), Verdict.GREEN, "proven by exact calculation"),
        (Proof.SOLVER, Options(), Verdict.GREEN, "according to the optimiser CBC"),
        (Proof.EXACT, Options(exclude=("E9",)), Verdict.GREEN, "under the conditions chosen"),
        (None, Options(), None, "Not proven: at least 3 are needed"),
    ],
)
def test_the_smallest_is_claimed_no_further_than_proven(
    proof: Proof | None, options: Options, verdict: Verdict | None, words: str
) -> None:
    status = Status.OPTIMAL if proof else Status.FEASIBLE
    answer = replace(showcase().answer, proof=proof, status=status)
    point = points(bid(), answer, options, "en")[2]
    assert (point.name, point.verdict) == ("n3", verdict)
    assert words in point.said
    assert ("conditions chosen" in point.said) is bool(options.exclude)


@pytest.mark.parametrize(
    ("closeness", "verdict", "words"),
    [
        (Closeness.RIVAL, Verdict.AMBER, "Pairs that share sector and territory, as recorded: 1 of 2."),
        (Closeness.UNKNOWN, None, "is missing in the register: 1 of 2."),
        (Closeness.COMPLEMENTARY, Verdict.GREEN, "None of the 2 pairs"),
    ],
)
def test_rivalry_makes_nothing_of_a_blank(closeness: Closeness, verdict: Verdict | None, words: str) -> None:
    pairs = Pairing("E1", "E2", closeness), Pairing("E1", "E3", Closeness.COMPLEMENTARY)
    point = points(bid(pairs=pairs), showcase().answer, Options(), "en")[3]
    assert (point.name, point.verdict) == ("n4", verdict)
    assert words in point.said


def test_each_lot_with_and_without_non_members() -> None:
    both = NecessityBoth(("X",), need(E1_ALONE, E1_ALONE), need(NOBODY, E1_ALONE))
    joint = bid(lots=(("1", both), ("2", NecessityBoth((), None, None))))
    assert lots(joint, "en", lambda lot: f"Lot {lot}") == (
        "Lot 1: as recorded this would do: E1.",
        "Lot 1, without external capacity: as recorded no part of the 3 would do; if what is not recorded turned out "
        "well, this would: E1.",
        "Lot 2: there was no time to try every combination.",
    )


def test_two_who_could_bid_for_a_lot_alone_compete_for_it() -> None:
    two, one = need(TWO_ALONE, TWO_ALONE), need(E1_ALONE, TWO_ALONE)
    joint = bid(lots=(("1", NecessityBoth((), two, two)), ("2", NecessityBoth((), one, one))))
    (told,) = lot_rivals(joint, "en")
    assert told == "1: as recorded these could each bid alone, and so compete: E1, E2."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lot_is_called_by_its_title_where_it_has_one(lang: str) -> None:
    word = {"es": "Lote", "en": "Lot"}[lang]
    assert lot_title(showcase().tender, "2", lang) == f"{word} 2 · Comidas"
    assert lot_title(showcase().tender, "9", lang) == f"{word} 9"
