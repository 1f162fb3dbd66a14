"""Results as figures and files: workbooks to fill in, the proposal, charts. Everything returns values or bytes."""
