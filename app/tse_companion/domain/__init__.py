"""Frozen data and rules. Standard library only; everything above may import it.

models       what the service answers: Tss, Client, Transaction, …
states       which moves between states exist, and what a state means for selling
credentials  Secret, and the rules for PIN and PUK
serials      the rule for a till's serial number
receipt      VAT keys, kinds of receipt, process data text
open_transactions  how old, how much, why left open, may a till still be using it
exports      which export runs, has a file, and when to look again
cancelling   what a run does to each of them, and how it ended
receipt_content  goods, sums and TSE data of one receipt; the schema member for the service
"""
