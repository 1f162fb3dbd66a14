"""The rules by name. A new rule is a new entry here and one in each layer's registry (CONTRIBUTING.md)."""

from consortium.domain.call import Rule
from consortium.domain.rules import members, totals
from consortium.domain.rules.base import RuleMeaning, always, never

RULES: dict[Rule, RuleMeaning] = {
    Rule.ANY: RuleMeaning(members.any_holds, members.any_measure, takes_externals=True),
    Rule.EACH: RuleMeaning(members.each_holds, members.each_measure, grows=never),
    Rule.COUNT: RuleMeaning(
        members.count_holds,
        members.count_measure,
        takes_externals=True,
        parameters=frozenset({"k"}),
        faults=members.count_faults,
    ),
    Rule.LEAD: RuleMeaning(members.lead_holds, members.lead_measure, takes_lead=always, grows=never),
    Rule.SUM: RuleMeaning(
        totals.sum_holds,
        totals.sum_measure,
        parameters=frozenset({"floor", "member_min", "lead_min"}),
        faults=totals.sum_faults,
        takes_externals=True,
        takes_lead=lambda need: need.number("lead_min") is not None,
        grows=totals.sum_grows,
    ),
}
