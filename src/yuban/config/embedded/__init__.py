"""The embedded PostgreSQL: a real server on the data folder, from the binaries that a package brings.

`server` keeps it running for whoever uses it; `owner` runs PostgreSQL's programs as the right user.
"""
