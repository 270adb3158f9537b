"""What can be applied for: items, their versions and guides, materials, fees, forms.

A version is immutable once published. It does not know cases.
"""
