"""Corrections made by hand meet a new version: what the buyer left alone keeps them, what he changed is his."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings

from consortium.domain.amendment import compare
from consortium.domain.call import Requirement, Tender
from consortium.domain.carrying import carry
from tests.generators import SEEDS
from tests.property.test_amendments import drawn, says_the_same
from tests.unit.domain.builders import row

UNREAD = replace(row("R1", "sum"), text="Volumen", unread=(("threshold", "ver apartado L"),))
ISO = replace(row("R2"), text="Certificado ISO 9001")
NOTE = replace(row("R3"), text="Nota al pie de la tabla")
READ = Tender(requirements=(UNREAD, ISO, NOTE), title="Limpieza")
SETTLED = replace(UNREAD, threshold=Decimal(100), unread=())


def ids(tender: Tender) -> list[str]:
    return [r.id for r in tender.requirements]


def test_a_correction_follows_its_row_to_its_new_number() -> None:
    corrected = replace(READ, requirements=(SETTLED, ISO), title="Limpieza de centros")
    new = replace(READ, requirements=(replace(ISO, id="R1"), replace(UNREAD, id="R2"), replace(NOTE, id="R9")))
    found = carry(READ, corrected, new)
    assert found.tender.requirements == (replace(ISO, id="R1"), replace(SETTLED, id="R2"))
    assert found.tender.title == "Limpieza de centros"
    assert (found.kept, found.dropped) == (("title", "R2", "R9"), ())


def test_what_the_buyer_changed_is_the_buyers() -> None:
    corrected = replace(READ, requirements=(SETTLED, replace(ISO, evidence="copia"), NOTE), deadline=date(2027, 1, 1))
    changed = replace(UNREAD, unread=(("threshold", "ver apartado M"),))
    found = carry(READ, corrected, replace(READ, requirements=(changed, ISO, NOTE), deadline=date(2027, 2, 2)))
    assert found.tender.requirements == (changed, replace(ISO, evidence="copia"), NOTE)
    assert (found.kept, found.dropped) == (("R2",), ("deadline", "R1"))


def test_a_correction_that_the_buyer_made_too_is_settled() -> None:
    found = carry(READ, replace(READ, requirements=(SETTLED, ISO, NOTE)), replace(READ, requirements=(SETTLED, ISO)))
    assert (ids(found.tender), found.kept, found.dropped) == (["R1", "R2"], (), ())


def test_a_row_written_by_hand_stays() -> None:
    mine = replace(row("R4"), text="Seguro")
    corrected = replace(READ, requirements=(*READ.requirements, mine))
    assert ids(carry(READ, corrected, replace(READ, requirements=(ISO,))).tender) == ["R2", "R4"]
    theirs: Requirement = replace(row("R4"), text="Otra cosa de todo punto distinta")
    assert ids(carry(READ, corrected, replace(READ, requirements=(ISO, theirs))).tender) == ["R2", "R4"]


@settings(deadline=None)
@given(SEEDS)
def test_the_same_file_again_keeps_every_correction(seed: int) -> None:
    read, corrected, _ = drawn(seed, 4)
    found = carry(read, corrected, replace(read, lots=corrected.lots))
    assert compare(corrected, found.tender).empty
    assert found.dropped == ()


@settings(deadline=None)
@given(SEEDS)
def test_without_corrections_the_new_version_is_as_it_is(seed: int) -> None:
    read, new, _ = drawn(seed, 4)
    found = carry(read, read, new)
    assert says_the_same(found.tender, new)
    assert (found.kept, found.dropped) == ((), ())


@settings(deadline=None)
@given(SEEDS)
def test_no_row_is_there_twice(seed: int) -> None:
    rng = random.Random(seed)
    read, corrected, _ = drawn(seed, 3)
    rows = tuple(rng.sample(read.requirements, rng.randint(1, len(read.requirements))))
    found = ids(carry(read, corrected, replace(read, requirements=rows)).tender)
    assert len(found) == len(set(found))
