"""Pages of an agency's own rules: its lexicon, its settings, its exceptions."""
