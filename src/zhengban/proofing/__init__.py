"""Checking documents (公文查错) in the system: findings beside the text, kept with each version."""
