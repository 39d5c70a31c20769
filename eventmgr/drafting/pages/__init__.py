"""The editor's pages; a room takes them all with `drafting.desk.attach`."""
