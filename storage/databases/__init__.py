"""What differs between SQLite and PostgreSQL, and how a database is brought up to date."""
