"""What a person's words mean: dates, points, areas, credentials, whole sentences."""
