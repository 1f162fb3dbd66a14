"""Where the proposal comes from, so that anybody can make it again and compare."""

from decimal import Decimal

from consortium.report.content import Cell, Facts, Number, Section
from consortium.report.dossier import Dossier
from consortium.words import text


def section(dossier: Dossier, lang: str) -> Section:
    """Inputs by hash, options, solver, proof, version, date."""
    facts = (Facts(_inputs(dossier, lang)), Facts(_options(dossier, lang), text(lang, "proposal.stamp.options")))
    run = Facts(_run(dossier, lang), text(lang, "proposal.stamp.run"))
    return Section("stamp", text(lang, "proposal.sheet.stamp"), (*facts, run))


def _inputs(dossier: Dossier, lang: str) -> tuple[tuple[str, Cell], ...]:
    stamp = dossier.stamp
    edited = text(lang, f"template.choice.{'yes' if stamp.edited else 'no'}")
    return (
        (text(lang, "proposal.stamp.made_on"), stamp.made_on),
        (text(lang, "proposal.stamp.version"), stamp.version),
        (text(lang, "proposal.stamp.tender"), stamp.tender_file),
        ("SHA-256", stamp.tender_sha256),
        (text(lang, "proposal.stamp.edited"), edited),
        (text(lang, "proposal.stamp.register"), stamp.register_file),
        ("SHA-256", stamp.register_sha256),
    )


def _options(dossier: Dossier, lang: str) -> tuple[tuple[str, Cell], ...]:
    options, none = dossier.options, text(lang, "proposal.none")
    most: Cell = none if options.max_members is None else Number(Decimal(options.max_members))
    limit: Cell = none if options.time_limit is None else Number(Decimal(str(options.time_limit)), "s")
    verified = text(lang, f"template.choice.{'yes' if options.verified_only else 'no'}")
    rows: tuple[tuple[str, Cell], ...] = (
        ("lots", ", ".join(options.lots) or text(lang, "proposal.all")),
        ("include", ", ".join(options.include) or none),
        ("exclude", ", ".join(options.exclude) or none),
        ("max_members", most),
        ("verified_only", verified),
        ("time_limit", limit),
    )
    return tuple((text(lang, f"proposal.option.{key}"), cell) for key, cell in rows)


def _run(dossier: Dossier, lang: str) -> tuple[tuple[str, Cell], ...]:
    answer = dossier.answer
    bound: Cell = None if answer.lower_bound is None else Number(Decimal(answer.lower_bound))
    return (
        (text(lang, "proposal.stamp.status"), text(lang, f"proposal.status.{answer.status}")),
        (text(lang, "proposal.lower_bound"), bound),
        (text(lang, "proposal.proof"), text(lang, f"proposal.proof.{answer.proof or 'none'}")),
        (text(lang, "proposal.stamp.canonical"), text(lang, f"template.choice.{'yes' if answer.canonical else 'no'}")),
        (text(lang, "proposal.stamp.solver"), (answer.solver or text(lang, "proposal.none"))),
    )
