"""Papers of the demo city, composed from topics: whole, consistent, and the same for the same seed."""

from zhengban.demo.texts.flaws import FLAWS, Flaw, flawed
from zhengban.demo.texts.generate import Commission, Paper, generate
from zhengban.demo.texts.slips import mended, slipped
from zhengban.demo.texts.topics import TOPICS, Topic

__all__ = ["FLAWS", "TOPICS", "Commission", "Flaw", "Paper", "Topic", "flawed", "generate", "mended", "slipped"]
