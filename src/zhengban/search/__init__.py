"""Full-text search (全文检索) in titles, numbers and texts, in the same database and under the same rights."""
