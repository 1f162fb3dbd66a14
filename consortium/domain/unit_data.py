"""Units as data. Currencies: ISO 4217, active codes."""

_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS
    VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())

MULTIPLES: dict[str, tuple[str, str, str]] = {
    "€": ("EUR", "EUR", "1"),
    "euro": ("EUR", "EUR", "1"),
    "euros": ("EUR", "EUR", "1"),
    "k€": ("k€", "EUR", "1000"),
    "keur": ("k€", "EUR", "1000"),
    "miles de euros": ("k€", "EUR", "1000"),
    "miles de €": ("k€", "EUR", "1000"),
    "thousand euros": ("k€", "EUR", "1000"),
    "m€": ("M€", "EUR", "1000000"),
    "meur": ("M€", "EUR", "1000000"),
    "millones de euros": ("M€", "EUR", "1000000"),
    "millones de €": ("M€", "EUR", "1000000"),
    "million euros": ("M€", "EUR", "1000000"),
    "£": ("GBP", "GBP", "1"),
    "$": ("USD", "USD", "1"),
}
"""Normalised word -> (word shown, currency, factor)."""

WORDS: dict[str, tuple[str, ...]] = {
    "people": ("person", "persons", "persona", "personas"),
    "workers": ("worker", "trabajador", "trabajadores", "trabajadora", "trabajadoras"),
    "hours": ("hour", "h", "hora", "horas"),
    "days": ("day", "dia", "dias"),
    "months": ("month", "mes", "meses"),
    "years": ("year", "año", "años"),
    "vehicles": ("vehicle", "vehiculo", "vehiculos"),
    "m2": ("m²", "metro cuadrado", "metros cuadrados", "square metre", "square metres"),
    "services": ("service", "servicio", "servicios"),
    "contracts": ("contract", "contrato", "contratos"),
    "users": ("user", "usuario", "usuarios", "persona usuaria", "personas usuarias"),
    "meals": ("meal", "comida", "comidas", "menu", "menus"),
    "places": ("place", "plaza", "plazas"),
    "units": ("unit", "unidad", "unidades", "ud", "uds"),
    "points": ("point", "punto", "puntos"),
}
"""Count unit -> other words for the same unit, Spanish and English."""
