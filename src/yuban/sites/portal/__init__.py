"""Door of residents and firms: find, read, apply, follow, rate."""
