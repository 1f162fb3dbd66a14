"""Claimed, evidenced, verified: the document behind a capability, and who looked at it."""

import streamlit as st

from consortium import words
from consortium.domain.register import Capability, Status
from consortium.service import Desk, Kept, proving
from consortium.service.partners import Partner
from consortium.ui import edge, partner_rows, state
from consortium.ui.escape import escape
from consortium.ui.lang import author, current, say, say_plain

LOOKS = {Status.CLAIMED: ("gray", ":material/help:"), Status.EVIDENCED: ("blue", ":material/description:"),
         Status.VERIFIED: ("green", ":material/verified:")}  # fmt: skip


def signed(found: Partner, kept: Kept[Capability]) -> str:
    """Who verified a capability and when, "" where nobody has."""
    proof = found.proofs.get(kept.uid)
    if proof is None or proof.value.verified_at is None:
        return ""
    who = author(proof.value.verified_by) if proof.value.verified_by else say_plain("history.by_nobody")
    return f"{who} · {words.day(current(), proof.value.verified_at.date())}"


def panel(desk: Desk, found: Partner) -> None:
    """One capability at a time: how it is proved, its document, and the sign-off."""
    if not found.capabilities:
        return
    by_uid = {kept.uid: kept for kept in found.capabilities}
    with st.container(border=True):
        st.markdown(f"**{say('partners.proof.title')}**")
        chosen = st.selectbox(
            say("partners.proof.of"),
            list(by_uid),
            format_func=lambda uid: by_uid[uid].value.name,
            key=f"proof-{found.entity.uid}",
        )
        kept = by_uid.get(chosen or "")
        if kept is not None:
            _one(desk, found, kept)


def _one(desk: Desk, found: Partner, kept: Kept[Capability]) -> None:
    colour, icon = LOOKS[kept.value.status]
    proof = found.proofs.get(kept.uid)
    file = proof.value.file if proof and proof.value.sha256 else ""
    st.markdown(
        f":{colour}-badge[{icon} {say(f'partners.choice.{kept.value.status.name.lower()}')}] {_told(found, kept)}"
    )
    edge.show(state.now().trouble_at("proof"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.file_uploader(
            say("partners.proof.replace" if file else "partners.proof.attach"),
            key=f"attach-{kept.uid}-{kept.version}",
            max_upload_size=10,
            on_change=_attach,
            args=(desk, kept),
        )
    with st.container(horizontal=True):
        if kept.value.status is not Status.VERIFIED:
            st.button(
                say("partners.proof.verify"),
                help=say("partners.proof.verify.help"),
                icon=":material/verified:",
                type="primary",
                key=f"verify-{kept.uid}",
                on_click=_verify,
                args=(desk, kept),
            )
        if proof and file:
            st.download_button(
                say("partners.proof.download", file=file),
                lambda: proving.document(desk, proof.value),
                file_name=file,
                icon=":material/download:",
                on_click="ignore",
                key=f"document-{kept.uid}",
            )


def _told(found: Partner, kept: Kept[Capability]) -> str:
    who = signed(found, kept)
    if who:
        return say("partners.proof.verified", who=who)
    if kept.value.status is Status.VERIFIED:
        return say("partners.proof.verified_file", file=kept.value.file or say_plain("partners.proof.screen"))
    if kept.value.evidence:
        return escape(kept.value.evidence)
    return say(f"partners.proof.{'undocumented' if kept.value.status is Status.EVIDENCED else 'nothing'}")


def _attach(desk: Desk, kept: Kept[Capability]) -> None:
    file = st.session_state.get(f"attach-{kept.uid}-{kept.version}")
    if file is not None:
        content, name = file.getvalue(), file.name
        partner_rows.attempt("proof", lambda: proving.attach(desk, kept, content, name), "partners.proof.attached")


def _verify(desk: Desk, kept: Kept[Capability]) -> None:
    partner_rows.attempt("proof", lambda: proving.verify(desk, kept), "partners.proof.done")
