"""Document numbers (发文字号) and register numbers (收文号): given once, no gap, no second life."""
