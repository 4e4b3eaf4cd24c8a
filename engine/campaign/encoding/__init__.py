"""The encoding of campaigns: what a house knows and may order as arrays of numbers (§ page
docs/campaign-encoding.md), and the record of decisions.
"""
