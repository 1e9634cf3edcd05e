"""The answers to questions: what remains, how best to finish, when something is due."""
