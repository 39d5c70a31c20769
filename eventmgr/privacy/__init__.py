"""Personal data from the other side: notices, dates, purges, one's own copy, deletion (PRIV)."""
