"""Files kept as proof of what was logged: certificates as PDF or picture. Never read, only kept."""
