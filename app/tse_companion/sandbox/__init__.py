"""An imitation of the cloud services, for practice and tests. It really signs.

app        one ASGI callable; routes, request ids, faults, one thread for the state
signde     SIGN DE V2: operations, checks, answers
device     the signing side of one TSS: counter, log messages, signatures
archive    the TAR file of an export: entries, names, sizes
database   the state in SQLite, in memory or in a file
identity   credentials, tokens and keys, all from one root secret
clock      real, seeded and hand-moved time
faults     what can be made to go wrong, request by request
scenarios  the same by name, for the command line
control    the side door for tests and the window: look inside, move time, set faults
serve      a listener on the loopback interface
"""
