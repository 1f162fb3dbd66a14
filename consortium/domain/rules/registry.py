"""The rules by name. A new rule is a new entry here and one in each layer's registry (CONTRIBUTING.md)."""

from consortium.domain.call import Rule
from consortium.domain.rules import members, ratio, references, shares, team, totals
from consortium.domain.rules.base import Choice, RuleMeaning, never

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
    Rule.LEAD: RuleMeaning(members.lead_holds, members.lead_measure, chooses=lambda need: Choice.LEAD, grows=never),
    Rule.SUM: RuleMeaning(
        totals.sum_holds,
        totals.sum_measure,
        parameters=frozenset({"floor", "member_min", "lead_min"}),
        faults=totals.sum_faults,
        takes_externals=True,
        chooses=totals.sum_chooses,
        grows=totals.sum_grows,
    ),
    Rule.RATIO: RuleMeaning(
        ratio.ratio_holds,
        ratio.ratio_measure,
        faults=ratio.ratio_faults,
        by_value=False,
        grows=never,
        between=False,
    ),
    Rule.REFERENCES: RuleMeaning(
        references.references_hold,
        references.references_measure,
        parameters=frozenset({"k", "years", "cap", "total"}),
        by_value=False,
    ),
    Rule.TEAM: RuleMeaning(
        team.team_holds,
        team.team_measure,
        parameters=frozenset({"years", "dedication"}),
        chooses=team.by_people,
        by_value=False,
    ),
    Rule.PERFORMER: RuleMeaning(
        members.performer_holds, members.performer_measure, chooses=lambda need: Choice.PERFORMER
    ),
    Rule.SHARE: RuleMeaning(
        shares.share_holds,
        shares.share_measure,
        faults=shares.share_faults,
        chooses=shares.by_shares,
        grows=never,
        between=False,
        terms=shares.share_terms,
    ),
    Rule.CLASSIFICATION: RuleMeaning(
        shares.classification_holds,
        shares.classification_measure,
        faults=shares.classification_faults,
        chooses=shares.by_shares,
        grows=never,
        between=False,
        terms=shares.classification_terms,
        by_value=False,
    ),
}
