"""Setting up a TSE: the order of pages, the changes at the service, and going on after a stop.

flow     the pages and their order, as plain functions
work     the changes, each of which looks before it acts
service  what the pages call
"""
