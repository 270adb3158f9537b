"""What people thought of the service: five levels, options, one rating a case.

It does not change cases; it reads them.
"""
