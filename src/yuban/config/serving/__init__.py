"""Serving: `prepare` makes what is needed, `run` holds the parts, `supervise` keeps them together."""
