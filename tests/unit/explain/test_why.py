"""Why somebody is in or out, in amounts; what a newcomer changes."""

from decimal import Decimal

from consortium.domain.verify import State
from consortium.optimise.explain import asker, barriers, lacks, new_id, swaps, with_partner, without_member
from tests.property.compare import domain_case, options
from tests.spec import Cap, Case, Choice, EntityRow, LotRow, PairRow, RegisterSpec, Row, TenderSpec

ROWS = (
    Row("R1", capability="turnover", rule="sum", threshold="300", unit="k€"),
    Row("R2", capability="iso", rule="any"),
    Row("R3", capability="taxes", rule="each"),
    Row("R4", capability="staff", rule="count", threshold="10", unit="people", parameters="k=2", mandatory="no"),
    Row("R5", lot="1", capability="van", rule="any", alternative="G/a"),
    Row("R6", lot="1", capability="lorry", rule="any", alternative="G/b"),
)
TURNOVER = {"A": "200", "B": "100", "C": "40", "D": "90", "E": "300"}
REGISTER = RegisterSpec(
    tuple(EntityRow(e, available="no" if e == "E" else "") for e in "ABCDE"),
    (
        *(Cap(e, "turnover", value, "k€") for e, value in TURNOVER.items()),
        *(Cap(e, "taxes", "no" if e == "D" else "yes") for e in "ABCDE"),
        *(Cap(e, "van", "yes") for e in "AC"),
        Cap("B", "iso", "yes"),
        Cap("C", "iso", "yes"),
    ),
    (PairRow("B", "D", "together"),),
)
FREE = Case(TenderSpec(ROWS, (LotRow("1"),)), RegisterSpec(REGISTER.entities, REGISTER.capabilities))
PAIRED = Case(TenderSpec(ROWS, (LotRow("1"),)), REGISTER)


def test_a_swap_falls_short_by_an_amount_in_the_rows_unit() -> None:
    found = {swap.leaves: swap for swap in swaps(domain_case(FREE), ("A", "B"), "C")}
    assert [(lack.requirement, lack.short, lack.state) for lack in found["B"].lacks] == [
        ("R1", Decimal(60), State.UNMET)
    ]
    assert [lack.short for lack in found["A"].lacks] == [Decimal(160)]
    assert not found["A"].covers


def test_without_a_member() -> None:
    found = without_member(domain_case(FREE), ("A", "B"), "A")
    assert [(lack.requirement, lack.lot, lack.short) for lack in found.lacks] == [
        ("R1", None, Decimal(200)),
        ("G", "1", None),
    ]


def test_a_yes_or_no_row_lacks_no_amount_and_each_counts_members() -> None:
    found = {lack.requirement: lack for lack in lacks(domain_case(FREE), ("A", "D"))}
    assert found["R2"].short is None
    assert (found["R3"].required, found["R3"].provided, found["R3"].in_members) == (Decimal(2), Decimal(1), True)
    assert "R4" not in found


def test_a_swap_that_covers_and_one_that_breaks_a_pair() -> None:
    assert swaps(domain_case(FREE), ("B", "E"), "A")[0].covers is True
    assert swaps(domain_case(PAIRED), ("A", "C"), "B")[0].broken == (("B", "D"),)


def test_who_is_in_already_does_not_join() -> None:
    assert swaps(domain_case(FREE), ("A", "B"), "A") == ()


def test_what_keeps_an_entity_out() -> None:
    case, asked = domain_case(PAIRED), options(Case(FREE.tender, REGISTER, Choice(exclude=("C",))))
    assert barriers(case, asked, "E").unavailable
    assert barriers(case, asked, "C").excluded
    assert barriers(case, asked, "D").rows == ("R3",)
    assert barriers(case, asked, "B").companions == ("D",)
    assert not barriers(case, asked, "A").found


def test_an_included_entity_is_not_kept_out_for_being_unavailable() -> None:
    assert not barriers(domain_case(FREE), options(Case(FREE.tender, REGISTER, Choice(include=("E",)))), "E").found


def test_what_a_newcomer_changes() -> None:
    case, asked = domain_case(FREE), options(FREE)
    brings = {"Turnover": Decimal(300_000), "ISO": Decimal(1), "taxes": Decimal(1), "lorry": Decimal(1)}
    assert with_partner(asker(asked), case, asked, brings).members == (new_id(case),)
    less = with_partner(asker(asked), case, asked, brings | {"Turnover": Decimal(299_999)})
    assert len(less.members) == 2
    assert less.canonical
