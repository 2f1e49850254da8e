"""The window: a telephone, and behind it what the company makes of you.

It decides nothing: it tells the handset what the caller does and paints what the view of the call says.
"""
