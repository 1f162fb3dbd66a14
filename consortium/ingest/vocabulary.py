"""The words that sheet titles, headings and cells may use, as data: Spanish and English.

In every entry the first two words are those of the published format (docs/formats.md), English then Spanish; the rest
are what tender sheets of contracting bodies use. Words are compared by ``texts.key``.
"""

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

_ID: Words = ("ID", "Código", "Ref.", "Nº", "N.º", "No.", "Núm.", "Code", "Number", "Cod.")
_ENTITY: Words = ("Entity", "Entidad", "Partner", "Socio", "Empresa", "Company")
_UNIT: Words = ("Unit", "Unidad", "Ud.", "Units", "Unidades")
_STATUS: Words = ("Status", "Estado")

HEADINGS: dict[str, dict[str, Words]] = {
    "facts": {
        "reference": ("Reference", "Expediente", "Nº de expediente", "Número de expediente", "Tender reference"),
        "title": ("Title", "Título", "Objeto", "Objeto del contrato", "Subject"),
        "buyer": ("Buyer", "Órgano de contratación", "Contracting authority", "Poder adjudicador"),
        "cpv": ("CPV", "CPV", "CPV codes", "Códigos CPV", "Código CPV", "CPV code"),
        "estimated_value": ("Estimated value", "Valor estimado", "VEC", "Valor estimado del contrato"),
        "currency": ("Currency", "Moneda", "Divisa"),
        "duration_months": ("Duration months", "Duración (meses)", "Duration", "Duración", "Duración meses"),
        "deadline": ("Deadline", "Fecha límite", "Fecha límite de presentación", "Plazo de presentación"),
        "minimum_share": ("Minimum share", "Participación mínima"),
    },
    "lots": {
        "lot": ("Lot", "Lote", "Lot no.", "Nº de lote", "Número de lote", "Lot number", *_ID),
        "title": ("Title", "Título", "Objeto", "Descripción", "Description"),
        "estimated_value": ("Estimated value", "Valor estimado", "VEC"),
        "duration_months": ("Duration months", "Duración (meses)", "Duration", "Duración", "Duración meses"),
    },
    "requirements": {
        "id": (*_ID, "Req. no.", "Requirement ID", "Referencia"),
        "lot": ("Lot", "Lote", "Lots", "Lotes"),
        "category": ("Category", "Categoría", "Tipo", "Bloque", "Solvencia", "Type"),
        "text": ("Requirement", "Requisito", "Descripción", "Description", "Requirements", "Requisitos"),
        "capability": ("Capability", "Capacidad"),
        "rule": ("Rule", "Regla", "Regla UTE", "Acumulable", "Consortium rule"),
        "threshold": ("Threshold", "Umbral", "Valor mínimo", "Importe", "Minimum", "Minimum value", "Mínimo"),
        "unit": _UNIT,
        "parameters": ("Parameters", "Parámetros"),
        "mandatory": ("Mandatory", "Obligatorio", "Excluyente", "Pass/Fail", "Gateway", "Obligatoria"),
        "points": ("Points", "Puntos", "Puntuación", "Ponderación", "Weight", "Score"),
        "alternative": ("Alternative", "Alternativa"),
        "evidence": ("Evidence", "Acreditación", "Medio de acreditación", "Documento"),
        "source": ("Source", "Apartado", "Cláusula", "Pág.", "Página", "Clause", "Page"),
    },
    "entities": {
        "id": _ID,
        "name": ("Name", "Nombre", "Razón social", "Denominación", "Denominación social", *_ENTITY),
        "tax_id": ("Tax ID", "NIF", "CIF", "VAT number", "NIF/CIF"),
        "legal_form": ("Legal form", "Forma jurídica"),
        "size": ("Size", "Tamaño", "Headcount"),
        "sectors": ("Sectors", "Sectores", "Sector"),
        "territory": ("Territory", "Territorio", "Provincia", "Región", "Region"),
        "email": ("Email", "Email", "E-mail", "Correo", "Correo electrónico"),
        "cost": ("Cost", "Coste"),
        "available": ("Available", "Disponible"),
    },
    "capabilities": {
        "entity": (*_ENTITY, *_ID, "Entity ID", "Código de entidad"),
        "capability": ("Capability", "Capacidad"),
        "value": ("Value", "Valor"),
        "unit": _UNIT,
        "valid_from": ("Valid from", "Válido desde", "Desde", "From"),
        "valid_until": ("Valid until", "Válido hasta", "Hasta", "Until", "Caducidad", "Expiry"),
        "status": _STATUS,
        "evidence": ("Evidence", "Documento", "Acreditación", "Document"),
    },
    "references": {
        "id": _ID,
        "entity": _ENTITY,
        "title": ("Title", "Título", "Objeto", "Contrato", "Contract"),
        "cpv": ("CPV", "CPV", "CPV code", "Código CPV"),
        "amount": ("Amount", "Importe", "Valor", "Value"),
        "unit": (*_UNIT, "Currency", "Moneda"),
        "own_share": ("Own share", "Parte propia"),
        "ended": ("Ended", "Fin", "Fecha de fin", "End date", "End"),
        "status": _STATUS,
    },
    "people": {
        "id": _ID,
        "entity": _ENTITY,
        "name": ("Name", "Nombre"),
        "roles": ("Roles", "Roles", "Role", "Rol", "Perfil"),
        "years": ("Years", "Años", "Experiencia", "Experience"),
        "qualification": ("Qualification", "Titulación"),
        "dedication": ("Dedication", "Dedicación"),
    },
    "external": {
        "id": _ID,
        "name": ("Name", "Nombre", *_ENTITY),
        "capability": ("Capability", "Capacidad"),
        "value": ("Value", "Valor"),
        "unit": _UNIT,
        "valid_until": ("Valid until", "Válido hasta", "Hasta", "Until", "Caducidad", "Expiry"),
        "letter": ("Letter", "Compromiso", "Commitment"),
        "executes": ("Executes", "Ejecuta"),
    },
    "pairs": {
        "a": ("A", "A", "Entity A", "Entidad A"),
        "b": ("B", "B", "Entity B", "Entidad B"),
        "relation": ("Relation", "Relación"),
        "reason": ("Reason", "Motivo"),
    },
}
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
    Category.SUITABILITY: ("suitability", "aptitud", "habilitación"),
    Category.ECONOMIC: ("economic", "económica", "económico", "financial", "económica y financiera"),
    Category.TECHNICAL: ("technical", "técnica", "técnico", "técnica o profesional", "técnica y profesional"),
    Category.EXCLUSION: ("exclusion", "exclusión"),
    Category.AWARD: ("award", "adjudicación"),
}
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
