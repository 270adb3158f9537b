"""The doors: pages that load, ask, call one action and redirect, or call one query and render.

No law stands here. access.py names the permission of every view.
"""
