"""What is said. Pure: an event and a state go in, a turn comes out."""
