"""Where: city, districts, towns and villages with their codes and the dates between which they are valid.

It does not know who governs a region; that is organs.
"""
