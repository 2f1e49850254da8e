"""What is made from a call folder after the call."""
