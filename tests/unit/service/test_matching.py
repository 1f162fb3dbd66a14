"""What nobody records, what may mean it, and that a person's word, and nothing less, joins two names."""

import pytest

from consortium import service
from consortium.domain.call import Requirement
from consortium.domain.register import Capability, Mark
from consortium.domain.result import Options, Status
from consortium.domain.vocabulary import PLAIN, Vocabulary
from consortium.service.likeness import Names, Why
from consortium.service.matching import vocabulary
from tests.unit.domain.builders import row
from tests.unit.service.files import register_file, tender_file


def asks(*names: str) -> service.TenderFile:
    return tender_file(
        *(Requirement(f"R{n}", name, name, rule=row("x", "any").rule) for n, name in enumerate(names, 1))
    )


def records(*names: str, vocabulary: Vocabulary = PLAIN) -> service.RegisterFile:
    file = register_file(*(Capability("A", name, Mark.YES) for name in names))
    return service.RegisterFile(file.name, file.sha256, file.register, vocabulary=vocabulary)


def proposed(asked: str, *recorded: str) -> tuple[str, ...]:
    return tuple(p.name for p in Names(recorded).like(asked))


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("Seguro de responsabilidad civil", "Seguro responsabilidad civil"),
        ("Vehículos adaptado", "Vehículos adaptados"),
        ("Certificado ISO 9001 en vigor para ayuda a domicilio", "ISO 9001"),
        ("Facturación", "Volumen anual de negocios"),
        ("OHSAS 18001", "ISO 45001"),
        ("ISO 9001", "ISO 9001:2008"),
        ("Auxiliares ayuda domicilio", "Auxiliares de ayuda a domicilio"),
    ],
)
def test_what_may_mean_it_is_proposed(asked: str, recorded: str) -> None:
    assert proposed(asked, "Plan de igualdad", recorded, "Registro EMAS") == (recorded,)


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("ISO 14001", "ISO 45001"),
        ("ISO 27001", "ISO 27017"),
        ("CPV 853", "CPV 854"),
        ("Plan de igualdad", "Patrimonio neto"),
        ("Seguro", "Furgonetas"),
    ],
)
def test_what_is_certainly_another_is_not(asked: str, recorded: str) -> None:
    assert proposed(asked, recorded) == ()


def test_the_catalogue_goes_before_likeness() -> None:
    found = Names(("Volumen anual de obras", "Facturación")).like("Volumen anual de negocios")
    assert [(p.name, p.why) for p in found] == [("Facturación", Why.CATALOGUE), ("Volumen anual de obras", Why.WORDS)]


def test_among_very_many_names_the_one_is_found() -> None:
    names = [f"Capacidad de servicio número {n}" for n in range(20_000)] + ["Guardia localizada las 24 horas"]
    assert Names(names).like("Guardia localizada 24 horas")[0].name == "Guardia localizada las 24 horas"


def test_both_sides_are_listed() -> None:
    found = service.match_names(
        asks("ISO 9001", "ISO 14001:2015", "Oficina"), records("UNE-EN ISO 9001", "iso 14001", "Flota")
    )
    assert [u.asked.name for u in found.unmatched] == ["Oficina"]
    assert [(m.name, m.recorded) for m in found.matched] == [
        ("ISO 9001", ("UNE-EN ISO 9001",)),
        ("ISO 14001:2015", ("iso 14001",)),
    ]
    assert found.unasked == ("Flota",)


def test_a_solve_says_what_it_joined_what_is_alike_and_what_nobody_asked() -> None:
    done = service.solve(
        asks("ISO-9001:2015", "Vehículos adaptado"), records("ISO 9001", "Vehículos adaptados"), Options()
    )
    told = {f.code: f.fields for f in done.findings}
    assert told["capability_joined"] == {"capability": "ISO-9001:2015", "names": ("ISO 9001",)}
    assert told["capability_alike"] == {"capability": "Vehículos adaptado", "names": ("Vehículos adaptados",)}
    assert told["capability_unasked"] == {"count": 1, "names": ("Vehículos adaptados",)}
    assert done.answer.status is Status.INFEASIBLE


def test_likeness_never_covers_and_a_person_s_word_does() -> None:
    tender, words = asks("Vehículos adaptado"), Vocabulary((("Vehículos adaptado", "Vehículos adaptados"),))
    assert service.solve(tender, records("Vehículos adaptados"), Options()).answer.status is Status.INFEASIBLE
    register = records("Vehículos adaptados", vocabulary=words)
    assert service.solve(tender, register, Options()).answer.members == ("A",)
    assert service.solve(tender, register, Options(time_limit=20)).answer.members == ("A",)
    assert service.check(tender, register, ("A",)).covers
    assert service.explain(tender, register, Options()).case.holdings[0]["A"].number == 1
    assert service.solve_key(tender, register, Options()) != service.solve_key(
        tender, records("Vehículos adaptados"), Options()
    )


def test_what_a_person_says_lasts_and_can_be_taken_back(desk: service.Desk) -> None:
    service.same_name(desk, "Flota", "Vehículos")
    kept = service.same_name(desk, "Flota", "Furgonetas")
    assert vocabulary(desk).key("flota") == vocabulary(desk).key("Vans")
    assert [k.uid for k in service.aliases(desk)] == [kept.uid]
    service.forget_alias(desk, kept)
    assert vocabulary(desk) == Vocabulary()


def test_a_pair_said_to_be_two_is_not_proposed_again(desk: service.Desk) -> None:
    tender, register = asks("Vehículos adaptado"), records("Vehículos adaptados", "Vehículos adaptables")
    service.other_name(desk, "Vehículos adaptado", "Vehículos adaptados")
    service.other_name(desk, "Vehículos adaptado", "Vehículos adaptados")
    (left,) = service.match_names(tender, register, service.distinct_names(desk)).unmatched
    assert [p.name for p in left.proposals] == ["Vehículos adaptables"]
    assert len(service.distinct_names(desk)) == 1


def test_the_register_on_the_desk_follows_its_words(desk: service.Desk) -> None:
    service.bring_in(desk, records("Vehículos").register)
    before = service.register_file(desk)
    service.same_name(desk, "Flota", "Vehículos")
    after = service.register_file(desk)
    assert before is not None
    assert after is not None
    assert (before.vocabulary.aliases, after.vocabulary.aliases) == ((), (("Flota", "Vehículos"),))
