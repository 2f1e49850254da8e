"""Everything painted: the brand, the agents, the journey, the customer screen, and what stands around them.

Painters take a ``QPainter``, a rectangle in its units and plain state; the same state gives the same picture. They need
a ``QGuiApplication`` (offscreen will do) and no window, so the video uses them as the window does.
"""
