"""How the best use of points, and the fewest further ones, are found: flow and covering."""
