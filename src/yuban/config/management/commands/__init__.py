"""Commands of `yuban manage` that only this product has."""
