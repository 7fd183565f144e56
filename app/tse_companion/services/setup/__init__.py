"""Setting up a TSE: the order of pages, the changes at the service, and going on after a stop.

flow       the pages and their order, as plain functions
work       the changes, each of which looks before it acts
access     whose key it is, and which site it belongs to
inventory  what is there already
readback   what the service and the vault know of a half-made TSS
handover   what the person takes away
service    what the pages call
"""
