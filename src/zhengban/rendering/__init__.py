"""Documents made into pages (排版): previews while typing, print files kept by the hash of their content."""
