"""Seals (印章): their register and custody from request to destruction, the keys behind them, and each use (用印)."""
