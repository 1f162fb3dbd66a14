"""Members that may be competitors: the same sectors in the same territory, and nothing made of a blank."""

import pytest

from consortium.domain.register import Entity
from consortium.domain.rivalry import Closeness, Pairing, pairings

RIVAL, LOW, OPEN = Closeness.RIVAL, Closeness.COMPLEMENTARY, Closeness.UNKNOWN


def entity(id: str, sectors: str, territory: str) -> Entity:
    return Entity(id, sectors=tuple(sectors.split(";")) if sectors else (), territory=territory)


@pytest.mark.parametrize(
    ("theirs", "closeness"),
    [
        (("limpieza;dependencia", "Toledo"), RIVAL),
        (("LIMPIEZA", "  toledo "), RIVAL),
        (("Limpieza", "Madrid; Toledo"), RIVAL),
        (("limpieza", "Madrid"), LOW),
        (("lavandería", "Toledo"), LOW),
        (("lavandería", "Madrid"), LOW),
        (("", "Toledo"), OPEN),
        (("limpieza", ""), OPEN),
        (("", ""), OPEN),
        (("", "Madrid"), LOW),
        (("lavandería", ""), LOW),
    ],
)
def test_two_members(theirs: tuple[str, str], closeness: Closeness) -> None:
    ours = entity("A", "Limpieza;teleasistencia", "Toledo")
    for pair in (
        (ours, entity("B", *theirs)),
        (entity("A", *theirs), entity("B", "Limpieza;teleasistencia", "Toledo")),
    ):
        assert pairings(pair, "AB")[0].closeness is closeness


def test_what_they_share_is_named_and_the_rest_is_left_out() -> None:
    everybody = (
        entity("C", "limpieza;jardinería", "Toledo; Cuenca"),
        entity("A", "Jardineria;Limpieza;ocio", "Cuenca"),
        entity("B", "limpieza", "Cuenca"),
    )
    assert pairings(everybody, ("C", "A")) == (Pairing("A", "C", RIVAL, ("Jardineria", "Limpieza"), ("Cuenca",)),)
    assert [(p.a, p.b) for p in pairings(everybody, "ABC")] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert pairings(everybody, "A") == ()
