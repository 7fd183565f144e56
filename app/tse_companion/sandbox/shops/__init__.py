"""Shops to practise with, ready made through the same handlers and the same signing device.

planting   one TSS with clients and transactions, at times of its own
lively     a week of a café: sales, orders, trainings, and what was left open
full       TSS at their limits
"""
