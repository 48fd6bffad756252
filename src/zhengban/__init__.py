"""政办 Zhengban: documents in and out, their handling and their records, for a government office."""
