"""Work done in child processes that have limits and leave nothing behind (Linux)."""

from consortium.jobs.board import JobBoard
from consortium.jobs.guarded import guarded
from consortium.jobs.job import Job, Progress
from consortium.jobs.process import run

__all__ = ["Job", "JobBoard", "Progress", "guarded", "run"]
