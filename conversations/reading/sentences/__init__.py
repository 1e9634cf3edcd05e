"""What a person wants with a sentence: patterns, examples, spelling, and what comes of them.

`sentence.understand` is the way in. `grammar.toml` holds the patterns, `examples.toml` what people
say, `alike.toml` the words of one meaning.
"""
