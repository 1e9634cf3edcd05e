"""The draft of a CE, from the first word of it to its summary."""
