"""What the program does: asynchronous, without a widget, the same for window and command line.

tasks       owned background work, and the threads for calls that block
desk        what all services share: settings, journal, vaults, clients of the sites
writes      intention, call, outcome: the one way anything is changed at the service
admin       the admin session: counted logins, always closed
admin_mode  the same, open while a person works, ended by itself
setup       from nothing to a till that can sign
receipts    test receipts: signed, then proven
exports     made, watched, cancelled, and saved as a file
transactions  open transactions: found, judged, cancelled in batches, reported
tss         the overview's question: can this shop sell right now?
"""
