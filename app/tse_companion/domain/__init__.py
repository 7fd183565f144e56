"""Frozen data and rules. Standard library only; everything above may import it.

models       what the service answers: Tss, Client, Transaction, …
states       which moves between states exist, and what a state means for selling
credentials  Secret, and the rules for PIN and PUK
serials      the rule for a till's serial number
receipt      VAT keys, kinds of receipt, process data text
receipt_content  goods, sums and TSE data of one receipt; the schema member for the service
"""
