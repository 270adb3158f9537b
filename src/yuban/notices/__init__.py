"""What people are told: one notice a step and recipient, written by the worker from the steps it reads.

It never decides anything and never writes to a case.
"""
