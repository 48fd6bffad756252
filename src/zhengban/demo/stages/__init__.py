"""Two stages on which the same scripts are played: by the real actions, and in memory for the bulk of the year."""
