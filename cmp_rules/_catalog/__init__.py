"""How the files of the catalogue are read; `cmp_rules.catalog` is the door."""
