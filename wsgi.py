"""The application for a WSGI server."""

from eventmgr import create_app

app = create_app()
