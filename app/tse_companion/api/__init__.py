"""The client of the services. ``httpx`` is known in ``transport`` alone.

operations  the table of requests: method, path, time limit, may it be repeated
retry       wait and repeat, or give up: pure decisions
transport   the one request path: limits, repeats, request id, clock offset, log line
auth        tokens, renewed once for all who wait
wire        JSON to domain
signde      SIGN DE V2, one typed method per operation
"""
