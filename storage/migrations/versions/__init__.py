"""One file per version of the tables. A released version is never changed."""
