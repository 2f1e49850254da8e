"""What the caller meant: intent, slots, sentiment, and whether the thought is finished."""
