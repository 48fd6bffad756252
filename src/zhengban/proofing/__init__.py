"""Checking documents (公文查错): findings kept by content, what people ignored, an agency's lexicon and rule settings."""
