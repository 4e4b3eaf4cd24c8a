"""The calibration of the resolver: landings are drawn and fought, and its tables fitted to them
(C10.10).
"""
