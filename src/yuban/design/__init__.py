"""How pages look: frame, components, icons, charts, and the gallery that shows them all. No business word."""
