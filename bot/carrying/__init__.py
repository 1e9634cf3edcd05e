"""The commands that carry data: move, backup, restore, verify, export and import."""
