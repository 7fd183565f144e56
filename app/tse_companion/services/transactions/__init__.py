"""Open transactions: found, judged, and cancelled without ever hurting a till that is alive.

listing     all ACTIVE ones of the TSS within the service's 20 lists a minute; who signed lately
batches     what a person confirmed, on the disk before anything is sent; dry run, resume
cancel_run  a batch at work: pause, resume, stop, a result for each row
cancel_one  one transaction: read, decide, cancel, read back
cancel_tills  deregistered tills: registered for their rows, and deregistered again
report      the finished batch as rows and as CSV, for the Verfahrensdokumentation
"""
