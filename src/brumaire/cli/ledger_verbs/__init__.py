"""The verbs of `brumaire ledger`, one file each."""
