"""The parts a Word file is made of."""
