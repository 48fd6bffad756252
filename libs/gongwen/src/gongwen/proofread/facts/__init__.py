"""What a text states, parsed once for all rules: sentences, numbers with units, dates, headings, citations."""
