"""What every app stands on: the calendar, the request being answered, append-only tables, the frame of a page (页面框架)."""
