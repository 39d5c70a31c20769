"""Papers and tables: plain dataclasses in, PDF, XLSX and CSV out.

Ground floor: knows no Flask application and no database. The queries of a stage fill one of the
classes of `papers`, `pdf.render_paper` makes the PDF, `sheets` makes the tables.
"""
