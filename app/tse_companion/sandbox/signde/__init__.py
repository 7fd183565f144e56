"""SIGN DE V2, imitated.

operations    the table of operations, and finding the one a request means
service       the checks that all operations share, in their order
schema        strict reading of bodies and queries
errors        refusals: codes, statuses, bodies
choices       what the contract leaves open, and what is done here
state         the resources as they lie in the database
auth, admin, tss, clients, transactions, exports, lists   one area each
export_file   which log messages an export holds, and the bytes of its file
process_data  the text that gets signed
"""
