"""The demo city: real regions, organs and items, fictitious people, all from the files under `data/`.

`load` may run as often as one likes: what is there stays, what is new is added. Nothing here runs outside demo mode.
"""

from yuban.config.demo.city import announce, load

__all__ = ["announce", "load"]
