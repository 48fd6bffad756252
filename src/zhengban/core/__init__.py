"""What every app stands on: the working calendar, the request being answered, append-only tables."""
