"""Languages, choosing one, dates, alphabets, names, numbers and the multilingual text.

Ground floor: knows no Flask application and no database.
"""
