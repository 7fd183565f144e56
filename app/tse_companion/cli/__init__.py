"""The command line: one module per job, on the same services as the window.

Modules are light to import; what a job needs is loaded when it runs.
"""
