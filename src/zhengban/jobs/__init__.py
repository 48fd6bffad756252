"""Work behind the page (后台作业): queued with the act that wants it, and what is due by the clock."""
