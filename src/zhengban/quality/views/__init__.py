"""Pages of the quality of papers."""
