"""What a text states, parsed once for all rules: sentences, numbers, dates, headings, points."""
