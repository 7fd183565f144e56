"""The words for every failure and finding, as English source texts for translation.

access      login, PIN and PUK, network
tss         the TSE, its tills and its transactions
exports     exports, and requests the service could not use
own         failures of this computer and of this program
findings    what a check of a QR code says
lookup      from a failure to its texts
"""
