"""The pure core: what is understood, what is misheard on purpose, and what the company does next.

Nothing here reads a file, a clock, a device or a global random number. Time and seed come in from outside;
the same events and the same seed give the same actions.
"""
