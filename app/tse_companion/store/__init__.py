"""What the program keeps on this machine.

files     writing that is all or nothing
lock      one running program per data folder
settings  sites and preferences, typed and versioned
secrets   the vault for PIN, PUK and keys
journal   intentions and outcomes
"""
