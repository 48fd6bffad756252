"""Pages of documents in and out."""
