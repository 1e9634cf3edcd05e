"""What a person's words mean: dates, points, areas, credentials, whole sentences.

`dates`, `points` and `words` read answers to a question; `credential_words` reads credentials;
`sentences.sentence.understand` reads a whole sentence, whose `subjects` are found on the way. What
people say and how stands in data files that need no programmer: `sentences/grammar.toml`
(patterns), `sentences/examples.toml`, `sentences/alike.toml` (words of one meaning),
`providers.toml`, `short_forms.toml`. After a change run `python bench/understand.py`.
"""
