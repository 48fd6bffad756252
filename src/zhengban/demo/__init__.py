"""The demo city 云江市 (演示环境): agencies, people and a year of documents, all invented."""
