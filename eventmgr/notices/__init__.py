"""What people are told about their data: the privacy notice and how long what is kept (PRIV-01)."""
