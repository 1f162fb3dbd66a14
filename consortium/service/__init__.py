"""One function per user action: what pages and the command line call."""

from consortium.service.checking import Check, assess, check
from consortium.service.explaining import (
    MODEL_FORMATS,
    Explained,
    explain,
    explanation_json,
    explanation_lines,
    model,
    newcomer,
    verified_beside_all,
    why_in,
    why_out,
    with_partner,
)
from consortium.service.exports import check_json, finding_line, read_json, solution_json
from consortium.service.files import (
    RegisterFile,
    TenderFile,
    edit_facts,
    edit_tender,
    facts_of,
    read_bytes,
    read_register,
    read_tender,
    rows_of,
)
from consortium.service.proposals import proposal, proposal_name, template, viewed
from consortium.service.samples import Sample, sample, samples
from consortium.service.solving import Solution, SolveJob, SolveProgress, brings, solve, start_solve

__all__ = [
    "MODEL_FORMATS",
    "Check",
    "Explained",
    "RegisterFile",
    "Sample",
    "Solution",
    "SolveJob",
    "SolveProgress",
    "TenderFile",
    "assess",
    "brings",
    "check",
    "check_json",
    "edit_facts",
    "edit_tender",
    "explain",
    "explanation_json",
    "explanation_lines",
    "facts_of",
    "finding_line",
    "model",
    "newcomer",
    "proposal",
    "proposal_name",
    "read_bytes",
    "read_json",
    "read_register",
    "read_tender",
    "rows_of",
    "sample",
    "samples",
    "solution_json",
    "solve",
    "start_solve",
    "template",
    "verified_beside_all",
    "viewed",
    "why_in",
    "why_out",
    "with_partner",
]
