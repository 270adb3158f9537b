"""Ground floor: what every word above is built of, and no business word itself.

It owns steps and their hash chain, lifecycles, refusals, working time, numbering, uploads and typesetting.
It does not know what a case, an item or a person is.
"""
