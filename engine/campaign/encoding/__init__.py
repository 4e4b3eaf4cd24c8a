"""The encoding of campaigns: what a house knows and may order as arrays of numbers, and the record
of its decisions (docs/campaign-encoding.md).
"""
