"""Which names are one, which are not, and that nothing in between is guessed."""

import pytest

from consortium.domain import evidence
from consortium.domain.catalogue import SAME, TERMS
from consortium.domain.names import normal
from consortium.domain.register import Capability, Mark, Register
from consortium.domain.vocabulary import PLAIN, Vocabulary, certain

ONE = (
    ("ISO 9001", "ISO-9001:2015", "UNE-EN ISO 9001", "ISO9001", "iso  9001", "ISO 9.001", "Certificado ISO 9001:2015"),
    (
        "ISO 9001",
        "ISO 9001 (2015)",
        "BS EN ISO 9001",
        "Sistema de gestión de la calidad ISO 9001",
        "ISO 9001 certified",
    ),
    ("ISO 27001", "ISO/IEC 27001:2022", "UNE-EN ISO/IEC 27001:2023", "UNE-ISO 27001"),
    ("ISO 45001", "ISO 45001:2018", "UNE-EN ISO 45001:2023"),
    ("EN 13816", "UNE-EN 13816", "UNE EN 13816"),
    ("UNE 158301", "UNE-158301:2015", "Ayuda a domicilio UNE 158301"),
    ("SA 8000", "SA8000", "Norma SA 8000"),
    ("CPV 85312000", "CPV 85312000-9", "Servicios CPV 85312000-9", "85312000-9", "CPV: 85312000"),
    ("CPV 03000000-1", "CPV 3000000-1"),
    ("Works C-4", "Obras C-4", "Obras C4", "Clasificación obras C 4"),
    ("Volumen anual de negocios", "Annual turnover", "CIFRA ANUAL DE NEGOCIOS"),
)
OTHER = (
    ("ISO 14001", "ISO 45001"),
    ("ISO 27001", "ISO 27017"),
    ("ISO 9001", "ISO 9001:2008"),
    ("ISO 27001", "ISO 27001:2013"),
    ("ISO 9001", "ISO 9001 en limpieza"),
    ("ISO 9001", "ISO 9001 / ISO 14001"),
    ("ISO 9001", "Consultoría ISO 9001"),
    ("ISO 20000", "ISO 20000-1"),
    ("OHSAS 18001", "ISO 18001"),
    ("UNE 13816", "EN 13816"),
    ("ISO/TS 16949", "ISO 16949"),
    ("CPV 853", "CPV 854"),
    ("CPV 85312000-9", "CPV 85312100-0"),
    ("Works C-4", "Services C-4"),
    ("Works C-4", "Works C-6"),
    ("Cyber Essentials", "Cyber Essentials Plus"),
    ("Centro especial de empleo", "Centro especial de empleo de iniciativa social"),
    ("Volumen anual de negocios", "Volumen anual de negocios en el ámbito del contrato"),
    ("Vehículos", "Vehículo"),
)


@pytest.mark.parametrize("names", ONE, ids=lambda names: names[0])
def test_one_thing_has_one_form(names: tuple[str, ...]) -> None:
    assert {certain(name) for name in names} == {certain(names[0])}


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_things_have_two_forms(a: str, b: str) -> None:
    assert certain(a) != certain(b)


def test_any_other_name_is_compared_as_it_is_written() -> None:
    for name in ("  Ámbito  Social ", "Personas 2024", "E-3", "Lote 1", "Ver apartado L.1"):
        assert certain(name) == normal(name)


def test_no_name_of_the_catalogue_stands_for_two_things() -> None:
    names = [{normal(name) for name in (*term.es, *term.en)} for term in TERMS]
    assert sum(map(len, names)) == len(SAME)
    assert len({term.form for term in TERMS}) == len(TERMS)
    for term, own in zip(TERMS, names, strict=True):
        assert all((*term.es, *term.en, *term.alike, term.source))
        assert not own & {normal(name) for name in term.alike}


def test_declared_names_are_one_however_many_steps_apart() -> None:
    words = Vocabulary((("Ventas", "Facturación"), ("Facturación", "Annual turnover"), ("Flota", "Furgonetas")))
    assert words.key("VENTAS") == words.key("Cifra anual de negocios")
    assert words.key("Flota") == words.key("Vans") != words.key("Ventas")
    assert PLAIN.key("Ventas") != PLAIN.key("Facturación")


def test_the_order_of_declaring_does_not_matter() -> None:
    pairs = (("a", "b"), ("c", "d"), ("b", "c"))
    keys = {
        tuple(Vocabulary(order).key(name) for name in "abcd") for order in (pairs, pairs[::-1], pairs[1:] + pairs[:1])
    }
    assert len(keys) == 1
    assert len(set(keys.pop())) == 1


def recorded(*names: str) -> evidence.Index:
    return evidence.index(
        Register(capabilities=tuple(Capability(f"E{n}", name, Mark.YES) for n, name in enumerate(names)))
    )


def test_a_short_cpv_code_asks_for_all_that_begin_with_it_and_never_the_other_way_round() -> None:
    rows = recorded("CPV 85312000-9", "Servicios CPV 853", "CPV 85400000-1", "CPV 8531")
    assert set(rows.of("Servicios CPV 853")) == {"E0", "E1", "E3"}
    assert set(rows.of("CPV 85312000-9")) == {"E0"}
    assert set(rows.of("CPV 85300000-2")) == set()


def test_or_equivalent_widens_what_is_asked_and_narrows_what_is_recorded() -> None:
    assert set(recorded("ISO 9001", "ISO 9001 o equivalente").of("ISO 9001 o equivalente")) == {"E0", "E1"}
    assert set(recorded("ISO 9001", "ISO 9001 o equivalente").of("ISO 9001")) == {"E0"}


def on(entity: str, sheet: str) -> Capability:
    return Capability(entity, "Limpieza", Mark.YES, sheet=sheet)


def test_what_stands_on_the_sheet_of_another_lot_proves_nothing_for_this_one() -> None:
    rows = evidence.index(Register(capabilities=(on("A", "Lote 1a"), on("B", "Lote 2"), on("C", "Entidades"))))
    assert set(rows.of("Limpieza", "1A")) == {"A", "C"}
    assert set(rows.of("Limpieza", "Lot 2")) == {"B", "C"}
    assert set(rows.of("Limpieza", "7")) == set(rows.of("Limpieza")) == {"A", "B", "C"}


def test_one_sheet_that_is_called_lot_says_nothing_of_others() -> None:
    rows = evidence.index(Register(capabilities=(on("A", "Lote 1"), on("B", "Entidades"))))
    assert set(rows.of("Limpieza", "1")) == set(rows.of("Limpieza", "2")) == {"A", "B"}
