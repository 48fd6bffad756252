"""gongwen: Chinese official documents (公文) as data, read from any file, checked, and typeset by GB/T 9704.

Lower packages never import upper ones: ``cli > proofread > typeset > reading > ofd > guard > document``.
"""

__version__ = "0.1.0"
