"""Names that are codes: standards, CPV codes, classification groups. What two spellings share for certain, and no more.

A name is read as a code only where nothing else stands in it: "ISO 9001 in cleaning" is another thing than "ISO 9001".
"""

import re

EDITIONS: dict[str, tuple[str, ...]] = {
    "iso 9001": ("2015",),
    "iso 14001": ("2015",),
    "iso 45001": ("2018", "2023"),
    "iso 27001": ("2022", "2023"),
    "iso 22000": ("2018",),
    "iso 50001": ("2018",),
    "iso 20000-1": ("2018",),
    "iso 22301": ("2019", "2020"),
    "iso 13485": ("2016",),
    "iso 39001": ("2012", "2013"),
    "iso 17025": ("2017",),
    "iso 30301": ("2019",),
    "une 158101": ("2015",),
    "une 158201": ("2015",),
    "une 158301": ("2015",),
    "une 158401": ("2019",),
    "une 166002": ("2021",),
}
"""Standard -> years under which its edition in force is quoted (ISO's, and AENOR's where it took it over later).

An undated name means the edition in force; any other year stays another thing until a person says otherwise: the
certificates of ISO 9001:2008, ISO 14001:2004 and ISO 27001:2013 have lapsed. Source: catalogues of iso.org and une.org
as known in 2025; not verified since, and to be looked at once a year.
"""

_LEAD = (
    r"(?:(?:certificad[oa]s?|certificacion(?:es)?|certificates?|certification|normas?|standards?|de|la|segun|en)\s+)*"
)
_TAIL = r"(?:\s*[(,]?\s*(?:certificad[oa]|certificacion|certificates?|certification|certified|vigente|en vigor)\)?)*"
_BODIES = r"(?:(?:une|en|bs|din|nf|np|uni|sist)[\s/-]*)*"
_NUMBER = r"[\s-]*(?P<number>\d{1,3}\.\d{3}|\d{3,6})"
_PART = r"(?P<part>-\d{1,2})?"
_YEAR = r"(?:\s*[:(/-]\s*(?P<year>(?:19|20)\d\d)\)?)?"
_STANDARDS = tuple(
    re.compile(_LEAD + body + _NUMBER + _PART + _YEAR + _TAIL)
    for body in (
        rf"{_BODIES}(?P<body>iso)(?:\s*[/-]\s*iec)?",
        r"(?P<body>une[\s/-]*en|une|en)(?=[\s-])",
        r"(?:bs[\s-]+)?(?P<body>ohsas|sa|sge|iqnet\s*sr)",
    )
)
_CPV = re.compile(
    r"(?:(?:servicios?|services?|codigos?|codes?|de|of)\s+)*\(?cpv\)?[\s:.-]*"
    r"(?P<digits>\d{8}(?:-\d)?|\d{7}-\d|\d{2,6})\)?|(?P<alone>\d{7,8}-\d)"
)
_CLASSIFICATION = re.compile(
    r"(?:(?:clasificacion|classification)\s+)?(?P<kind>obras|works|servicios|services)[\s:]+"
    r"(?P<group>[a-z])[\s-]*(?P<sub>\d{1,2})"
)
_LONGEST = 80
_KINDS = {"obras": "works", "works": "works", "servicios": "services", "services": "services"}
_EQUIVALENT = re.compile(
    r"[\s,(/]*\b(?:o|u|or|ou)\s+(?:norma\s+|certificad[oa]\s+)?(?:equivalente?s?|similar(?:es)?)\b\)?\s*$", re.I
)


def coded(plain: str) -> str:
    """The one spelling of a normalised name that is a code; any other name as it is."""
    if len(plain) > _LONGEST or not any(map(str.isdigit, plain)):
        return plain
    return _standard(plain) or _cpv(plain) or _classification(plain) or plain


def _standard(plain: str) -> str:
    found = next((found for pattern in _STANDARDS if (found := pattern.fullmatch(plain))), None)
    if found is None:
        return ""
    name = f"{_body(found['body'])} {found['number'].replace('.', '')}{found['part'] or ''}"
    year = found["year"]
    return f"{name}:{year}" if year and year not in EDITIONS.get(name, ()) else name


def _body(written: str) -> str:
    """UNE-EN is how Spain publishes EN."""
    words = re.split(r"[\s/-]+", written)
    return "en" if "en" in words else " ".join(words)


def _cpv(plain: str) -> str:
    """The digits alone: the ninth is a check digit, and the first is a zero that a spreadsheet may have dropped."""
    found = _CPV.fullmatch(plain)
    if found is None:
        return ""
    digits, check, _ = (found["digits"] or found["alone"]).partition("-")
    return f"cpv {digits.zfill(8) if check else digits}"


def cpv_prefix(form: str) -> str:
    """What the keys of narrower codes start with, where ``form`` is a CPV code cut short (853); else ""."""
    return form if re.fullmatch(r"cpv \d{2,6}", form) else ""


def _classification(plain: str) -> str:
    found = _CLASSIFICATION.fullmatch(plain)
    return f"{_KINDS[found['kind']]} {found['group']}-{int(found['sub'])}" if found else ""


def without_equivalent(name: str) -> str:
    """What a requirement names before "or equivalent", which only widens it."""
    return _EQUIVALENT.sub("", name)
