"""How an entry changed: shown, and any earlier version brought back."""
