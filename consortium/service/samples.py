"""The sample data that comes with the app."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consortium.service.files import RegisterFile, TenderFile, read_register, read_tender

FOLDER = Path(__file__).parents[2] / "sample_data"


@dataclass(frozen=True, slots=True)
class Sample:
    """A fictional tender with the register that goes with it; ``lang`` is the language of both."""

    key: str
    tender: str
    register: str
    lang: str


SAMPLES = (
    Sample("home_care", "licitacion_ayuda_domicilio.xlsx", "registro_entidades.xlsx", "es"),
    Sample("green", "tender_green_elmbrook.xlsx", "register_social_enterprises.xlsx", "en"),
    Sample("uncovered", "licitacion_sin_cobertura.xlsx", "registro_entidades.xlsx", "es"),
)


def samples() -> tuple[Sample, ...]:
    """All samples, the one to try first at the front."""
    return SAMPLES


@cache
def sample(key: str) -> tuple[TenderFile, RegisterFile]:
    """One sample, read as an upload would be. Raises KeyError for an unknown key."""
    chosen = _sample(key)
    tender, register = FOLDER / chosen.tender, FOLDER / chosen.register
    return read_tender(tender.read_bytes(), tender.name), read_register(register.read_bytes(), register.name)


def tender_bytes(key: str) -> bytes:
    """The tender's workbook of a sample. Raises KeyError for an unknown key."""
    return (FOLDER / _sample(key).tender).read_bytes()


def _sample(key: str) -> Sample:
    return {s.key: s for s in SAMPLES}[key]
