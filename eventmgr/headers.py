"""The security headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)

#: What no page but a file of the application may be without.
FIXED = {"Cache-Control": "no-store, private", "Vary": "Cookie, Accept-Language"}


def fixed_headers(app: Flask) -> dict[str, str]:
    """Return the headers that every answer carries unless it has its own."""
    found = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        # A personal link must not travel to other sites as the address one came from.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
    }
    if app.config["SESSION_COOKIE_SECURE"]:
        found["Strict-Transport-Security"] = "max-age=31536000"
    return found


def init_app(app: Flask) -> None:
    """Add the headers to every answer of the application."""
    fixed = fixed_headers(app)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        for name, value in fixed.items():
            headers.setdefault(name, value)
        if request.endpoint != "static":
            # The account library writes a form of this that browsers do not know.
            headers["Cache-Control"] = FIXED["Cache-Control"]
            headers.add("Vary", FIXED["Vary"])
        return response
