"""Who governs: organs, towns as authorities, service centres and subcentres, and the names they are known by in print.

It does not know people or what an organ handles.
"""
