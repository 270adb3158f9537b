"""The project's own benchmark: a throw-away site with 100,000 open cases, driven over HTTP by signed-in clients.

`make bench` runs it. Server, database and load generator share the machine; beside the requests stands what PostgreSQL
alone does with the bare statements of the same transaction.
"""
