import pytest

from consortium.domain.names import normal


@pytest.mark.parametrize("other", ["facturación anual", "FACTURACION  ANUAL", " Facturación\u00a0anual "])
def test_names_are_compared_without_case_accents_and_repeated_spaces(other: str) -> None:
    assert normal(other) == normal("Facturación anual")


@pytest.mark.parametrize("other", ["Facturación", "Facturación anual 2", "Facturación-anual"])
def test_other_names_stay_other_names(other: str) -> None:
    assert normal(other) != normal("Facturación anual")
