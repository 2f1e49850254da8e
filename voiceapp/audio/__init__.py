"""Sound as 16 kHz mono frames of 20 ms: files, mixing, the telephone line."""
