"""Campaigns that the computer's houses play among themselves: records, statistics, balance."""
