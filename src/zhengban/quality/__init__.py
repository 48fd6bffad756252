"""The quality of papers (公文质量): 集中查错 in rounds, its 通报, and the statistics of errors."""
