"""Forms of administration; they read and name, the actions decide."""
