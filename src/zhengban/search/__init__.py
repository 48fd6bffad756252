"""Full-text search (全文检索): words of every document, found newest first, with rights in the same query."""
