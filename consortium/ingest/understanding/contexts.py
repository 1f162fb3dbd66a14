"""What a number counts, by the words before and after it, as data: Spanish and English, without accents."""

import re
from decimal import Decimal

CURRENCIES = {"€": "EUR", "euro": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "$": "USD", "usd": "USD"}
_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)
MULTIPLES = {
    "k": _THOUSAND, "mil": _THOUSAND, "miles": _THOUSAND, "thousand": _THOUSAND, "m": _MILLION, "mm": _MILLION,
    "mill": _MILLION, "millon": _MILLION, "millones": _MILLION, "million": _MILLION, "bn": Decimal(1_000_000_000),
}  # fmt: skip

_ES = "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho"
_EN = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
NUMBERS = {
    **{word: n for n, word in enumerate((*_ES.split(), "diecinueve", "veinte"), start=2)},
    **{word: n for n, word in enumerate((*_EN.split(), "nineteen", "twenty"), start=2)},
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100, "ciento veinte": 120, "thirty": 30, "forty": 40,
    "fifty": 50, "one hundred": 100, "a hundred": 100,
}  # fmt: skip
"""Counts in words from two on: "una" and "a" are articles as a rule, and are read where a role or a member is meant."""

_CITED = (
    r"art(?:iculos?|s)?\.?|ley(?: organica)?|real decreto(?:-ley)?|rd|rdl?|reglamento|directiv[ae]|apartados?|"
    r"clausulas?|anexos?|annex|appendix|schedule|sections?|clauses?|parts?|questions?|sq|level|nivel|regulations?|reg\.|"
    r"lotes?|lots?|pages?|paginas?|pag\.|parrafos?|iso|iso/iec|une|une-en|ohsas|iec|grupos?|subgrupos?|group|subgroup|"
    r"categorias?|category|act|da|disposicion adicional|decreto|orden|cpv|letras?|kpi|criterios?|form|table|tier|version|"
    r"fase|sobre|phase|envelope|numeros?|n\.?º|ref\.|expediente|convenio|punto|criterion|grado|codigos?|codes?|une-en iso|sv|"
    r"bs|volume|vol\.|formulario|modelo|parte|ppt|pcap|lcsp|band|class|clase|tipo|type"
)
_NOUN = r"(?:[a-z/'-]+ ){0,4}?"
_AFTER = {
    "percent": r"\s*(?:%|por ciento|por cien\b|por 100|per ?cent)",
    "limit": r"\s*(?:words?\b|palabras|paginas|pages|sides|a4|caracteres|characters)",
    "points": r"\s*(?:(?:puntos?|points?|pts|marks?)\b)",
    "area": r"\s*(?:m2|m²|metros cuadrados|sq\.? ?m|square met)",
    "time": r"\s*(?:\(\d+\)\s*)?(?:dias|days|working days|meses|months|weeks|semanas|minut\w*|horas (?:desde|antes|naturales|de anticip)|"
    r"hours (?:of|from|after|notice))",
    "window": r"\s*(?:\(\d+\)\s*)?(?:(?:ultim[oa]s|previous|preceding|most recent|last|past|full|closed) (?:\w+ )?(?:anos|ejercicios|"
    r"years|anualidades)|(?:anos|ejercicios|years|anualidades) (?:anteriores|cerrados|disponibles|concluidos|naturales|"
    r"prior|preceding|before|ending|inmediat|previos|ultim)|financial years|ejercicios|accounting periods|ultim[oa]s\b)",
    "ratio": r"\s*:\s*1\b",
}
_BEFORE = {
    "window": r"(?:ultim[oa]s|ult\.|last|past|preceding|previous|recent|anteriores|mejor de l[oa]s|within the|durante l[oa]s|en l[oa]s)"
    r"(?: \w+)?(?: \()?\s*$",
    "cited": rf"(?:^|[^a-z])(?:{_CITED})[\s:nº.°-]*(?:[a-z]{{1,2}}[.\-])?\s*$",
    "range": r"(?:\by|\be|,|\band|\bto|\ba|\bor|\bo) $",
    "quotient": r"\d\s*:\s*$",
    "degree": r"(?:discapacidad|disability)[^.;,]{0,40}$",
    "younger": r"(?:older than|antiguedad|hace menos de|(?<!no )(?<!not )(?<!no )(?:less than|fewer than)|\bunder)\s*$",
}
_YEARS = r"\s*(?:\(\d+\)\s*)?(?:anos?|years?|yrs?)\b"
CONTEXTS: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...] = tuple(
    (what, re.compile(before) if before else None, re.compile(after) if after else None)
    for what, before, after in (
        ("reference", _BEFORE["cited"], None),
        ("reference", _BEFORE["quotient"], None),
        ("degree", _BEFORE["degree"], _AFTER["percent"]),
        ("percent", None, _AFTER["percent"]),
        ("limit", None, _AFTER["limit"]),
        ("reference", None, r"\s*(?:primer\w* |first )?(?:primer\w* )?digit"),
        ("points", None, _AFTER["points"]),
        ("ratio", None, _AFTER["ratio"]),
        ("area", None, _AFTER["area"]),
        ("time", None, _AFTER["time"]),
        ("window", None, _AFTER["window"]),
        ("window", _BEFORE["window"], _YEARS),
        ("age", _BEFORE["younger"], _YEARS),
        ("years", None, _YEARS),
        ("hours", None, r"\s*(?:horas|hours)\b"),
        (
            "members",
            None,
            rf"\s*(?:\(\d+\)\s*)?(?:de (?:las|los|sus) |of (?:the |its )?)?(?:miembros|empresas|entidades|integrantes|socios|"
            rf"participantes|members|partners|organisations|companies|firms|empresas miembro|consortium members)\b",
        ),
        (
            "contracts",
            None,
            rf"\s*(?:\(\d+\)\s*)?(?:no\. )?{_NOUN}(?:contratos|servicios|serv|trabajos|proyectos|obras|certificados|referencias|"
            rf"suministros|actuaciones|contracts?|projects|services|references|referees|case studies|assignments|examples|buildings|schemes|"
            rf"works|commissions|pieces of work|programas|experiencias|prestaciones|encargos|programmes|engagements|instalaciones)\b",
        ),
    )
)
"""(what, words before, words after), the first that fits."""
