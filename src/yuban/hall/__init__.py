"""Where people are received: halls, windows and the items each window takes.

It does not know cases; a case only remembers which organ's hall took it.
"""
