"""Pages of the organisation: people, agencies, posts, roles, delegations."""
