"""Pages of the floor: the chair's, the screens', the telephones'."""
