"""Keys: the master key, the key of each person, and how they are changed."""
