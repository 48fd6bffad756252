"""What the check has found, for people (text, HTML) and for programs (JSON lines, SARIF); secrets stay masked."""

from gongwen.report.checked import Checked, Unreadable, examine
from gongwen.report.json_lines import as_json_line
from gongwen.report.page import as_page
from gongwen.report.sarif import as_sarif
from gongwen.report.text import Colours, as_text

__all__ = ["Checked", "Colours", "Unreadable", "as_json_line", "as_page", "as_sarif", "as_text", "examine"]
