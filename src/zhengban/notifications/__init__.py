"""Notices in the page (消息提醒): what happened that a person should know, and whether it was read."""
