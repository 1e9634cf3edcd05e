"""What ASCP BOC credentials require of their holders. Pure: no clock, no network, no database."""
