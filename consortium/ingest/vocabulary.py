"""The words that sheet titles, headings and cells may use, as data. Headings stand in ``headings.toml``.

In every entry the first two words are those of the published format (docs/formats.md), English then Spanish; the rest
are what tender sheets of contracting bodies use. Words are compared by ``texts.key``.
"""

import tomllib
from pathlib import Path

from consortium.domain.call import Category, Rule
from consortium.domain.register import Mark, Status

Words = tuple[str, ...]

TITLES: dict[str, Words] = {
    "facts": ("Tender", "Licitación"),
    "lots": ("Lots", "Lotes"),
    "requirements": ("Requirements", "Requisitos", "Requisitos de solvencia"),
    "entities": ("Entities", "Entidades", "Partners", "Socios"),
    "capabilities": ("Capabilities", "Capacidades"),
    "references": ("References", "Referencias"),
    "people": ("People", "Personas"),
    "external": ("External", "Externos", "Externals", "Externas"),
    "pairs": ("Pairs", "Parejas"),
}
FAMILY = {
    **dict.fromkeys(("facts", "lots", "requirements"), "tender"),
    **dict.fromkeys(("entities", "capabilities", "references", "people", "external", "pairs"), "register"),
}
"""Which workbook a kind of table belongs to."""

_LANGUAGES = ("published", "es", "en", "ca", "pt", "fr", "it")


def _headings() -> dict[str, dict[str, Words]]:
    """The data file beside this module, a field's words in one tuple, the published ones first."""
    content = tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))
    return {
        kind: {
            field: tuple(word for language in _LANGUAGES for word in words.get(language, ()))
            for field, words in fields.items()
        }
        for kind, fields in content.items()
    }


HEADINGS = _headings()
"""Kind of table -> field -> headings. Where two columns claim one field, the published names come first."""

SIGNATURES: dict[str, tuple[frozenset[str], ...]] = {
    "lots": (frozenset({"lot"}),),
    "requirements": (frozenset({"text"}), frozenset({"capability"})),
    "entities": (frozenset({"id"}), frozenset({"name"})),
    "capabilities": (frozenset({"entity", "capability"}),),
    "references": (frozenset({"id", "entity"}),),
    "people": (frozenset({"entity", "roles"}), frozenset({"id", "entity"})),
    "external": (frozenset({"id", "capability"}), frozenset({"name", "capability"})),
    "pairs": (frozenset({"a", "b"}),),
}
"""Fields of which one set at least must be among a table's headings."""

TELLING: dict[str, frozenset[str]] = {
    "lots": frozenset({"lot", "estimated_value"}),
    "requirements": frozenset(),
    "entities": frozenset(),
    "capabilities": frozenset({"entity", "capability", "value"}),
    "references": frozenset({"entity", "amount", "ended"}),
    "people": frozenset({"entity", "roles"}),
    "external": frozenset({"capability", "letter"}),
    "pairs": frozenset({"a", "b", "relation"}),
}
"""Fields that tell a kind of table by its headings alone, where the sheet's title does not."""

_PLAIN_YES: Words = ("yes", "sí", "y", "s", "x", "✓", "✔", "☑", "✅", "true", "verdadero", "cierto")
_PLAIN_NO: Words = ("no", "no", "n", "✗", "✘", "❌", "false", "falso")
MARKS: dict[Mark, Words] = {Mark.YES: _PLAIN_YES, Mark.NO: _PLAIN_NO, Mark.UNKNOWN: ("?", "?", "¿?", "??")}
YES_NO: dict[bool, Words] = {
    True: (*_PLAIN_YES, "1", "mandatory", "obligatorio", "obligatoria", "excluyente", "required"),
    False: (*_PLAIN_NO, "0", "optional", "opcional"),
}
SWITCH: dict[bool, Words] = {True: ("on", "sí", "yes"), False: ("off", "no")}

RULES: dict[Rule, Words] = {
    Rule.ANY: ("any", "cualquiera"),
    Rule.EACH: ("each", "cada"),
    Rule.SUM: ("sum", "suma"),
    Rule.COUNT: ("count", "número"),
    Rule.LEAD: ("lead", "líder"),
    Rule.SHARE: ("share", "participación"),
    Rule.CLASSIFICATION: ("classification", "clasificación"),
    Rule.RATIO: ("ratio", "ratio"),
    Rule.REFERENCES: ("references", "referencias"),
    Rule.TEAM: ("team", "equipo"),
    Rule.PERFORMER: ("performer", "ejecutor", "ejecutora"),
}
CATEGORIES: dict[Category, Words] = {
    Category.SUITABILITY: (
        "suitability", "aptitud", "habilitación", "habilitación profesional", "aptitud para contratar", "aptitude",
        "capacidad de obrar", "idoneità", "idoneità professionale", "habilitació", "habilitação", "habilitation",
    ),
    Category.ECONOMIC: (
        "economic", "económica", "económico", "financial", "económica y financiera", "económico-financiera",
        "económico financiera", "económico financiero", "economic and financial", "economic and financial standing",
        "econòmica", "econòmica i financera", "económica e financeira", "financeira", "économique", "financière",
        "économique et financière", "economica", "economica e finanziaria", "finanziaria",
    ),
    Category.TECHNICAL: (
        "technical", "técnica", "técnico", "técnica o profesional", "técnica y profesional", "técnica-profesional",
        "technical and professional", "technical and professional ability", "technical or professional ability",
        "tècnica", "tècnica o professional", "técnica e profissional", "technique", "technique et professionnelle",
        "tecnica", "tecnica e professionale",
    ),
    Category.EXCLUSION: (
        "exclusion", "exclusión", "motivos de exclusión", "prohibición de contratar", "prohibiciones de contratar",
        "exclusion grounds", "grounds for exclusion", "exclusió", "exclusão", "motifs d'exclusion", "esclusione",
        "motivi di esclusione",
    ),
    Category.AWARD: (
        "award", "adjudicación", "criterios de adjudicación", "award criteria", "adjudicació", "adjudicação",
        "attribution", "critères d'attribution", "aggiudicazione", "criteri di aggiudicazione",
    ),
}  # fmt: skip
STATUSES: dict[Status, Words] = {
    Status.CLAIMED: ("claimed", "declarada", "declarado"),
    Status.EVIDENCED: ("evidenced", "acreditada", "acreditado"),
    Status.VERIFIED: ("verified", "verificada", "verificado"),
}
TOGETHER: dict[bool, Words] = {
    False: ("apart", "separadas", "separados"),
    True: ("together", "juntas", "juntos"),
}
OPEN_ENDED: Words = (
    "no expiry", "sin caducidad", "no caduca", "indefinido", "indefinida", "permanente", "permanent", "indefinite",
    "does not expire", "sin vencimiento", "-", "–", "—",
)  # fmt: skip
"""What people write where a certificate has no last day."""
