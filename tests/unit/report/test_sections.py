"""What the sections say, beyond the golden files."""

from dataclasses import replace
from decimal import Decimal

import pytest

from consortium.domain.explanation import NecessityBoth
from consortium.domain.result import Alternatives, Necessity, Options, Smaller, Status, Verdict
from consortium.report.conditions import conditions
from consortium.report.content import Block, Facts, Matrix, Number, Paragraph, Percentage, Section, Sign, Table
from consortium.report.content import Verdict as Judged
from consortium.report.dossier import Dossier, word
from consortium.report.sections import (
    alternatives,
    assumptions,
    coverage,
    document,
    gaps,
    members,
    necessity,
    requirements,
    stamp,
    summary,
)
from tests.unit.report.dossiers import impossible, showcase


@pytest.fixture(autouse=True)
def codes_for_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (gaps, assumptions):
        monkeypatch.setattr(module, "sentence", lambda lang, code, params: f"<{code} {sorted(params)}>")


def texts(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def facts(section: Section) -> dict[str, object]:
    return {label: value for block in section.blocks if isinstance(block, Facts) for label, value in block.rows}


def with_answer(dossier: Dossier, **changes: object) -> Dossier:
    return replace(dossier, answer=replace(dossier.answer, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "bound", "sentence"),
    [
        (Status.OPTIMAL, 3, "3 members of this register cover the tender. No smaller coalition does."),
        (Status.FEASIBLE, 2, "3 members cover it. At least 2 are needed; fewer than 3 is not ruled out."),
    ],
)
def test_the_headline_says_no_more_than_is_proven(status: Status, bound: int, sentence: str) -> None:
    assert summary.headline(with_answer(showcase(), status=status, lower_bound=bound).answer, "en") == sentence


def test_one_member_needs_no_joint_bid() -> None:
    assert summary.headline(showcase(("E1",)).answer, "es").endswith("no hace falta ir en unión.")
    found = with_answer(showcase(("E1",)), necessity=Necessity(Smaller(), Smaller(), {}, None))
    assert texts(necessity.section(found, "es"))[0] == "No procede: un solo integrante"


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.NOT_FOUND])
def test_no_coalition_is_said_on_every_sheet_that_would_show_one(status: Status) -> None:
    dossier = with_answer(impossible(), status=status)
    for make in (members, coverage, alternatives, necessity):
        assert "no coalition" in texts(make.section(dossier, "en"))[0]


def test_what_is_undecided_stands_on_the_first_page() -> None:
    assert texts(summary.section(showcase(), "en"))[1].endswith("1 mandatory requirement is undecided (R14).")
    settled = with_answer(showcase(), undetermined=())
    assert len(texts(summary.section(settled, "en"))) == 1


def test_the_first_page_names_members_lead_and_lots() -> None:
    found = facts(summary.section(showcase(), "es"))
    assert found["Líder"] == "E1 · =1+1"
    assert found["Integrantes"] == Number(Decimal(3))
    assert found["Requisitos obligatorios cubiertos"] == "10 de 11"
    assert found["Uniones igual de pequeñas"] == Number(Decimal(2))
    assert found["Filas que dependen de un dato desconocido"] == Number(Decimal(3))
    assert found["Participación mínima"] == Percentage(Decimal("0.1"))
    assert found["Lote 2"] == "Comidas"


def test_ties_that_are_not_all_known_say_so() -> None:
    some = replace(showcase().answer.alternatives, complete=False, total=None, counts=None)
    dossier = with_answer(showcase(), alternatives=some)
    assert facts(summary.section(dossier, "en"))["Equally small coalitions"] == "at least 2"
    section = alternatives.section(dossier, "en")
    assert texts(section) == ["2 coalitions of this size were found; there may be more."]
    assert len(tables(section)) == 1


def test_more_ties_than_are_listed() -> None:
    many = replace(showcase().answer.alternatives, total=120)
    assert texts(alternatives.section(with_answer(showcase(), alternatives=many), "en")) == [
        "There are 120 coalitions of this size; the best 2 are shown."
    ]


def test_how_often_each_entity_occurs() -> None:
    _, occurrences = tables(alternatives.section(showcase(), "en"))
    assert [(row[1], row[4]) for row in occurrences.rows] == [
        ("E1", Percentage(Decimal(1))),
        ("E2", Percentage(Decimal(1))),
        ("E3", Percentage(Decimal("0.5"))),
        ("E4", Percentage(Decimal("0.5"))),
    ]


def test_members_show_what_only_they_bring() -> None:
    table, papers = tables(members.section(showcase(), "es"))
    first = table.rows[0]
    assert first[0] == "E1"
    assert first[5] == Judged(Sign.LEAD)
    assert first[9] == "R02, R11"
    assert table.rows[2][10] == Number(Decimal(3)), "E3 has not recorded R02, R10 and R13"
    assert {row[0] for row in papers.rows} == {"E1", "E2", "E3"}
    assert ("R05", "acreditada") in {(row[7], row[4]) for row in papers.rows}


def test_the_matrix_tells_three_states_and_lapsed_evidence_apart() -> None:
    matrix = next(b for b in coverage.section(showcase(), "es").blocks if isinstance(b, Matrix))
    cells = {row.need.requirement.id: row.cells for row in matrix.rows if row.need.lot in (None, "1")}
    assert cells["R02"] == (Judged(Sign.MET), Judged(Sign.UNMET), Judged(Sign.UNKNOWN))
    assert cells["R13"][0] == Judged(Sign.NOT_HELD)
    assert cells["R04"] == (Number(Decimal("197.5"), "k€"), Number(Decimal(94), "k€"), Number(Decimal(89), "k€"))


def test_requirements_keep_the_text_and_show_the_resolved_threshold() -> None:
    rows = {(r[0], r[1]): r for r in tables(requirements.section(showcase(), "es"))[0].rows}
    assert rows["R01", ""][3] == '=HYPERLINK("http://x")'
    assert rows["R05", "1"][6] == Number(Decimal("1440000.00"), "EUR")
    assert rows["R14", ""][6] == "según apartado L"
    assert rows["R03", ""][10] == "SOLV/a"
    assert rows["R09", ""][13] == Judged(Sign.MET, "cumple")
    assert {key for key in rows if key[0] == "R06"} == {("R06", "1"), ("R06", "2")}


def test_requirements_without_an_answer_have_no_verdict() -> None:
    assert {row[13] for row in tables(requirements.section(impossible(), "es"))[0].rows} == {None}


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("R05", "least per member: 144,000 EUR"),
        ("R07", "only contributions from 10 personas count"),
        ("R08", "least of the lead: 300,000.005 EUR; least per member: 1 EUR"),
        ("R09", "at least 2 members"),
        ("R02", ""),
    ],
)
def test_conditions_in_words(id_: str, said: str) -> None:
    need = next(n for n in showcase().case.needs if n.requirement.id == id_)
    assert conditions("en", need) == said


def test_gaps_carry_units_and_names() -> None:
    table = tables(gaps.section(impossible(), "en"))[0]
    assert table.rows[0][3:6] == (
        Number(Decimal(1440000), "EUR"),
        Number(Decimal(900000), "EUR"),
        Number(Decimal(540000), "EUR"),
    )
    assert table.rows[0][6] == "E1 · =1+1; E2 · Manos & Co."
    assert table.rows[1][3] == Number(Decimal(2)), "members have no unit"
    assert table.rows[2][3:6] == (None, None, None)


def test_an_undecided_row_gives_its_reason() -> None:
    undecided = tables(gaps.section(showcase(), "en"))[0]
    assert undecided.rows == (("R14", "Requisito R14", "<unreadable_threshold ['requirement', 'value']>", "yes"),)


def test_only_open_questions_that_matter_are_asked() -> None:
    asked = tables(gaps.section(showcase(), "en"))[1]
    assert [(row[0], row[2]) for row in asked.rows] == [
        ("R10", "E3 · Fogones, S.L."),
        ("R13", "E2 · Manos & Co."),
        ("R13", "E3 · Fogones, S.L."),
        ("R15", "E2 · Manos & Co."),
    ]


def with_needed(found: Necessity) -> Dossier:
    dossier = with_answer(showcase(), necessity=found)
    assert dossier.joint is not None
    return replace(dossier, joint=replace(dossier.joint, needed=NecessityBoth((), found, found), lots=()))


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("lang", ["es", "en"])
def test_necessity_explains_each_verdict(verdict: Verdict, lang: str) -> None:
    found = Necessity(Smaller(("E1",), (("E1",), ("E2", "E3"))), Smaller(), {}, verdict)
    section = necessity.section(with_needed(found), lang)
    told = texts(section)
    assert [line[:2] for line in told if line[1:3] in ("3.", "4.")] == ["N3", "N4"]
    assert len(told) == 9, "verdict, why, undecided row, N3, N4, three pairs, law"
    (table,) = tables(section)
    assert table.rows[0][1] == "E1"
    assert table.rows[1][1] == "E1; E2 + E3"


def test_necessity_is_told_without_non_members_and_lot_by_lot() -> None:
    whole, lots = tables(necessity.section(showcase(), "en"))
    assert [row[1:] for row in whole.rows] == [
        ("nobody", "nobody"),
        ("none", "E1 + E2"),
        ("nobody", "nobody"),
        ("none", "none"),
    ]
    assert str(whole.rows[2][0]).endswith("(without the external capacity of X1)")
    assert str(lots.rows[1][0]).startswith("Lot 1 · Ayuda. N2.")
    assert lots.rows[1][1:] == ("none", "E1; E2 + E3")
    assert lots.rows[2][1] == "There was no time to try every combination."


def test_a_single_member_has_no_evidence_to_give() -> None:
    alone = with_answer(showcase(("E1",)), necessity=Necessity(Smaller(), Smaller(), {}, None))
    assert not tables(necessity.section(alone, "es"))


def test_parts_that_could_not_all_be_tried_are_no_verdict() -> None:
    untold = with_answer(showcase(), necessity=None)
    assert "no time to try" in texts(necessity.section(untold, "en"))[0]
    assert "no time to try" in str(facts(summary.section(untold, "en"))["Necessity"])


@pytest.mark.parametrize(
    ("options", "narrowed"),
    [
        (Options(), False),
        (Options(time_limit=3), False),
        (Options(lots=("1",)), True),
        (Options(exclude=("E4",)), True),
        (Options(max_members=3), True),
        (Options(verified_only=True), True),
    ],
)
def test_a_narrowed_search_is_said_beside_the_headline(options: Options, narrowed: bool) -> None:
    told = texts(summary.section(replace(showcase(), options=options), "en"))
    assert any("options chosen" in line for line in told) is narrowed


def test_assumptions_follow_the_input() -> None:
    told = [row[1] for row in tables(assumptions.section(showcase(), "en"))[0].rows]
    assert "1.5x AAV = 1,440,000 EUR" in str(told[2])
    assert any("Caruter" in str(line) for line in told)
    dateless = replace(showcase(), tender=replace(showcase().tender, deadline=None, minimum_share=Decimal(0)))
    changed = replace(dateless, options=Options(verified_only=True))
    told = [row[1] for row in tables(assumptions.section(changed, "en"))[0].rows]
    assert "no deadline" in str(told[0])
    assert "Only verified" in str(told[1])
    assert not any("10 %" in str(line) for line in told)


def test_findings_about_others_are_counted_not_listed() -> None:
    section = assumptions.section(showcase(), "en")
    listed = [row[1] for table in tables(section)[1:] for row in table.rows]
    assert listed == [
        "<rule_default ['requirement', 'rule']>",
        "<evidence_expired ['capability', 'date', 'deadline', 'entity']>",
    ]
    assert texts(section) == ["There is 1 more notice about entities outside the coalition."]


def test_the_stamp_says_how_to_do_it_again() -> None:
    dossier = replace(showcase(), options=Options(("1",), ("E1",), ("E4",), 3, True, 100, 12.5))
    found = facts(stamp.section(dossier, "en"))
    assert found["Lots"] == "1"
    assert (found["Forced in"], found["Left out"], found["Most members"]) == ("E1", "E4", Number(Decimal(3)))
    assert found["Time limit"] == Number(Decimal("12.5"), "s")
    assert found["Proof"] == "exact, no solver had to be believed"


def test_a_word_that_the_catalogue_lacks_is_shown_as_it_is() -> None:
    assert word("en", "proposal.part.something_new") == "something_new"
    assert word("en", "proposal.part.yes") == "nobody holds it on the deadline"


def test_every_cell_is_of_a_known_kind() -> None:
    kinds: set[type[Block]] = set()
    for dossier in (showcase(), impossible(), with_answer(showcase(), alternatives=Alternatives())):
        made = document(dossier, "es")
        kinds |= {type(block) for section in made.sections for block in section.blocks}
        for table in (t for section in made.sections for t in tables(section)):
            assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert kinds == {Paragraph, Facts, Table, Matrix}
