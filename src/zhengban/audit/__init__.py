"""The audit trail (审计): who did what to which thing, when and from where; it only grows and proves itself."""
