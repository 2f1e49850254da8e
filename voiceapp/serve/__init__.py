"""The line over a socket: calls from programs (WebSocket) and from a telephone exchange (AudioSocket)."""
