"""What a person can do about what is kept of them."""
