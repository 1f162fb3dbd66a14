"""What was chosen for a coalition beside its members, on their cards."""

from streamlit.testing.v1 import AppTest


def _cards() -> None:
    from decimal import Decimal

    from consortium.domain.register import Capability, Entity, External, Register
    from consortium.domain.verify import assess
    from consortium.ui import members
    from tests.unit.domain.builders import case, external, holds, row

    beside = External("X", "Taller *Sur*", "R", Decimal(1), letter=True)
    question = case(row("S", "share", "100"), row("R", external=True), external("X", "R", "yes"),
                    holds("A", S="110", R="no"), holds("B", S="60", R="no"))  # fmt: skip
    register = Register(
        (Entity("A", "Aurora"), Entity("B", "Brisa")), (Capability("A", "S", Decimal(110)),), externals=(beside,)
    )
    members.cards(assess(question, ("A", "B")), register, {})


def test_shares_stand_on_the_cards_and_non_members_below() -> None:
    shown = " ".join(m.value for m in AppTest.from_function(_cards, default_timeout=60).run().markdown)
    assert "participación 80 %" in shown
    assert "participación 20 %" in shown
    assert "compromiso por escrito: Taller" in shown
    assert "*Sur*" not in shown.replace("\\*Sur\\*", "")
