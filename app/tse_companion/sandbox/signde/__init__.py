"""SIGN DE V2, imitated.

operations    the table of operations, and finding the one a request means
service       the checks that all operations share, in their order
schema        strict reading of bodies and queries
errors        refusals: codes, statuses, bodies
choices       what the contract leaves open, and what is done here; habits and limits
conditions    what is true for a while: maintenance, no capacity
life          what becomes of a TSS without a request
state         the resources as they lie in the database
auth, admin, tss, clients, exports, lists, metadata   one area each
transactions  writing them; tx_answers: how they are shown
process_data  the text that gets signed; taxi_data: the same for taximeters
export_file   what goes into the file of an export
"""
