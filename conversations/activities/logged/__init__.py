"""What was logged: listed, searched, taken out and put back."""
