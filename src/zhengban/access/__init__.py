"""Who may do what: users (用户), decisions with their reasons, and the one gate all change goes through."""
