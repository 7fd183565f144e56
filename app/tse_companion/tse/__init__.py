"""What a TSE signs and how it is proven. The only place that knows ``cryptography``.

der          writing elements, and reading them from untrusted bytes
log_time     one moment, five ways to write it down
oids         object identifiers of log messages and algorithms
messages     signed bytes of log messages, log files
parsed_log   reading log files
qrcode_text  the text of a receipt's QR code: build and parse
form         whether process data keep their form
keys         permitted curves and algorithms, plain ECDSA, serial numbers
authority    the practice certificate authority; facts of any certificate
archive      whether the archive of an export is whole
verify       the verdict on one QR code

Only keys, authority and verify load ``cryptography``.
"""
