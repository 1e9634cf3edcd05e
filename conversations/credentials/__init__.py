"""What a person holds: which credentials, when they expire, figures of their own."""
