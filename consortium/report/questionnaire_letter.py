"""The letter that goes with a questionnaire, as text, as a link and as a draft; and all of them in one archive."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from urllib.parse import quote

from consortium.report.questionnaire_texts import Questionnaire
from consortium.words import plural, text

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
LONGEST_LINK = 1900
"""Characters of a mailto link that every mail program takes."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that equal content gives equal bytes."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be sent by a person. ``to`` is blank where no address is known."""

    to: str
    subject: str
    body: str

    @property
    def link(self) -> str:
        """A mailto link; a body that is too long for one is left out."""
        start = f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject)}"
        whole = f"{start}&body={quote(self.body.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= LONGEST_LINK else start


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one partner is sent: the workbook under its name, and the letter."""

    form: Questionnaire
    name: str
    data: bytes
    letter: Letter


def letter(form: Questionnaire) -> Letter:
    """The letter, in the partner's language."""
    day = form.asker.reply_by
    back = text(form.lang, "ask.letter.back_by", day=day) if day else text(form.lang, "ask.letter.back")
    buyer = getattr(form.call, "buyer", "")
    fields = {
        "tender": form.about,
        "entity": form.name,
        "buyer": text(form.lang, "ask.letter.buyer", buyer=buyer) if buyer else "",
        "minutes": form.minutes,
        "back": back,
        "signed": form.signed,
    }
    n = len(form.questions)
    about = getattr(form.call, "reference", "") or form.about
    subject = plural(form.lang, "ask.letter.subject", n, tender=about, entity=form.name)
    to = form.entity.email.strip()
    return Letter(
        to if _ADDRESS.fullmatch(to) else "",
        " ".join(subject.split()),
        plural(form.lang, "ask.letter.body", n, **fields).strip(),
    )


def file_stem(form: Questionnaire, key: str) -> str:
    """A file name, without its ending, that any system takes."""
    words = text(form.lang, key, entity=f"{form.entity.id} {form.entity.name}".strip())
    return " ".join(re.sub(r"[^\w\s.()-]+", " ", words).split()).strip(". ")[:80] or form.address.entity


def draft(parcel: Parcel) -> bytes:
    """The letter as a draft (.eml) with the workbook attached, which mail programs open ready to send."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if parcel.letter.to:
        message["To"] = parcel.letter.to
    message["Subject"] = parcel.letter.subject
    message.set_content(parcel.letter.body)
    message.add_attachment(parcel.data, maintype=XLSX[0], subtype=XLSX[1], filename=parcel.name)
    message.set_boundary("=-" + sha256(parcel.data).hexdigest()[:32])
    return message.as_bytes()


def archive(parcels: Sequence[Parcel], lang: str) -> bytes:
    """One zip: each partner's workbook and draft, and all letters in one text to copy from."""
    stream, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        _add(packed, taken, f"{text(lang, 'ask.file.letters')}.txt", _letters(parcels, lang).encode("utf-8-sig"))
        for parcel in parcels:
            _add(packed, taken, parcel.name, parcel.data)
            _add(packed, taken, f"{file_stem(parcel.form, 'ask.file.letter')}.eml", draft(parcel))
    return stream.getvalue()


def _add(packed: zipfile.ZipFile, taken: set[str], name: str, data: bytes) -> None:
    """A file under its name, or under the next free one where two partners share it."""
    stem, _, end = name.rpartition(".")
    n = 1
    while name.casefold() in taken:
        n += 1
        name = f"{stem} {n}.{end}"
    taken.add(name.casefold())
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, data)


def _letters(parcels: Sequence[Parcel], lang: str) -> str:
    line = "\r\n" + "—" * 60 + "\r\n\r\n"
    return line.join(_one(parcel, lang).replace("\n", "\r\n") for parcel in parcels)


def _one(parcel: Parcel, lang: str) -> str:
    letter = parcel.letter
    return "\n".join(
        (
            text(lang, "ask.letter.to", email=letter.to or text(lang, "ask.letter.nobody")),
            text(lang, "ask.letter.about", subject=letter.subject),
            text(lang, "ask.letter.attached", file=parcel.name),
            "",
            letter.body,
            "",
        )
    )
