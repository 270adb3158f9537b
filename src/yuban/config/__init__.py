"""How the product is put together and started: settings, addresses, the `yuban` program and its embedded database.

It owns no business word; it is the only place that may see every floor.
"""
