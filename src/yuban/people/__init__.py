"""Who is served and who serves: parties (persons and firms), agents, accounts, posts, and the table of rights.

It does not know items or cases; what a right covers row by row stands with the rows.
"""
