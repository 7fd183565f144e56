"""An imitation of the cloud services, for practice and tests. It really signs.

app        one ASGI callable; routes, request ids, faults, one thread for the state
signde     SIGN DE V2: operations, checks, answers
device     the signing side of one TSS: counter, log messages, signatures
archive    the TAR file of an export
database   the state in SQLite, in memory or in a file
identity   accounts, tokens and keys, all from one root secret
clock      real, seeded and hand-moved time
faults     what can be made to go wrong, request by request
scenarios  all of it by name, from the table in scenario_table
shops      TSS ready made: a lively shop, and some at their limits
control    the side door for tests and the window: look inside, move time, set faults
views      what it shows; switches: what it turns; side_door, knock: the same over HTTP
serve      a listener on the loopback interface

README.md tells how to use it.
"""
