"""The client of the services. ``httpx`` is known in ``transport`` alone.

operations  the table of requests: method, path, time limit, may it be repeated
retry       wait and repeat, or give up: pure decisions
transport   the one request path: limits, repeats, request id, clock offset, log line
tries       what came of one try, and what the caller is told of it
auth        tokens, renewed once for all who wait
wire        JSON to domain
calling     what the methods of a client stand on
exports     SIGN DE V2: the operations on exports
signde      SIGN DE V2: all operations, one typed method each
"""
