"""The office's files (文件): checked at the door, kept once by content, never changed."""
