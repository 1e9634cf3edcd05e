"""What several processes on one database have to agree about."""
