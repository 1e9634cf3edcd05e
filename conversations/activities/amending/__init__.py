"""What was logged is corrected in a few words: which entry is meant, and what is different."""
