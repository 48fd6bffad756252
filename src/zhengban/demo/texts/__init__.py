"""Papers of the demo city, composed from topics in our own words."""
