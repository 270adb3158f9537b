"""Yuban 愉办: an integrated government-services platform. `docs/tour.md` walks one case through these packages."""
