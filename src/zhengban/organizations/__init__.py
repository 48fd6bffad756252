"""Agencies (机关), units (处室), posts (职务) and who holds them when; roles (岗位) and delegations (委托)."""
