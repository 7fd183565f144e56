"""Frozen data and rules. Standard library only; everything above may import it.

models       what the service answers: Tss, Client, Transaction, …
states       which moves between states exist, and what a state means for selling
credentials  Secret, and the rules for PIN and PUK
serials      the rule for a till's serial number
receipt      receipt content, VAT keys, process data text
"""
