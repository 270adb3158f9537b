"""The legal procedure: a case from draft to completion, its clock, its papers and its steps.

It owns the law of administrative licensing as code. It does not know ratings, notices or halls.
"""
