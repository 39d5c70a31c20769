"""The `eventmgr` command."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import Flask

from eventmgr import config, create_app
from eventmgr.config import ConfigurationError


class PlainError(click.ClickException):
    """An error told in one plain line."""

    def format_message(self) -> str:
        """Return the message without line breaks."""
        return " ".join(self.message.split())


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application; a wrong setting is told in one line."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            app = create_app()
            with app.app_context():
                return command(app, *args, **kwargs)
        except ConfigurationError as error:
            raise PlainError(str(error)) from error

    return run


def _ready_database() -> None:
    """Bring the database up to date; an unreachable one is told in one line."""
    from sqlalchemy.exc import DBAPIError

    from eventmgr.serving import upgrade_database

    try:
        upgrade_database()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        raise ConfigurationError(f"DATABASE_URL: the database does not answer: {reason}") from error


def _event(slug: str) -> Any:
    from sqlalchemy import select

    from eventmgr.database import db
    from eventmgr.events.models import Event

    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        known = ", ".join(db.session.scalars(select(Event.slug).order_by(Event.slug))) or "none yet"
        raise PlainError(f"There is no event {slug!r}. Events here: {known}.")
    return event


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventmgr")
def main() -> None:
    """Regional workshops and dialogues, from the concept paper to printed conclusions.

    EVENTMGR_DATA names the folder of database and files, DATABASE_URL another database, PORT the
    port, SMTP_URL the mail server, EVENTMGR_URL the address people use.
    """


@main.command()
@click.option("--demo", "with_demo", is_flag=True, help="Load the demonstration event first.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(*, with_demo: bool, host: str) -> None:
    """Serve the pages, with the mail and print worker beside them."""
    sys.exit(_serve(with_demo=with_demo, host=host))


@with_app
def _serve(app: Flask, *, with_demo: bool, host: str) -> int:
    from eventmgr import serving

    port = config.port()
    serving.check_port(port)
    _ready_database()
    account = serving.first_account(app)
    links = [("Start page", "/"), ("Sign in", "/sign-in")]
    if with_demo:
        from eventmgr.demo import SLUG, load_demo

        load_demo()
        links += [("Demonstration event", f"/events/{SLUG}/"), ("Its public page", f"/e/{SLUG}")]
    address = app.config["PUBLIC_URL"]
    lines = ["", f"eventmgr is ready at {address}", ""]
    if account:
        lines += [f"  Sign in as   {account[0]}", f"  Password     {account[1]}", ""]
    lines += [f"  {name:<20} {address}{path}" for name, path in links]
    if app.config["SMTP"] is None:
        lines += ["", "  No mail server is set (SMTP_URL): every mail is kept on the Outbox page."]
    lines += ["", "  Ctrl-C stops everything.", ""]
    from eventmgr.database import db

    db.session.remove()
    db.engine.dispose()
    return serving.serve(port, host, "\n".join(lines))


@main.command()
@with_app
def work(app: Flask) -> None:
    """Run the mail and print worker alone (`serve` starts one by itself)."""
    from eventmgr.serving import run_worker

    run_worker(app)


@main.command()
@with_app
def migrate(app: Flask) -> None:
    """Bring the database to the newest revision."""
    _ready_database()
    click.echo("The database is up to date.")


@main.command()
@with_app
def demo(app: Flask) -> None:
    """Load the demonstration event (short name: demo), once."""
    from eventmgr.demo import SLUG, load_demo
    from eventmgr.serving import first_account

    _ready_database()
    account = first_account(app)
    loaded = load_demo()
    click.echo(f"The event {SLUG} is loaded." if loaded else f"The event {SLUG} is there already.")
    if account:
        click.echo(f"Sign in as {account[0]} with the password {account[1]}.")


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "slug", help="Store the text in this event.")
@click.option("--language", help="The text's language; recognised by itself where not given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--accept-proposals", is_flag=True, help="Take every proposed decision.")
@click.option("--replace", is_flag=True, help="Replace the event's present text of this kind.")
def import_text(
    file: Path,
    *,
    slug: str | None,
    language: str | None,
    as_json: bool,
    accept_proposals: bool,
    replace: bool,
) -> None:
    """Read conclusions, a concept paper or a press release (text, Markdown or DOCX)."""
    from eventmgr.text.lint import lint_document
    from eventmgr.text.proposals import accept_proposals as accept
    from eventmgr.text.readers import UnreadableFile, read

    try:
        data = file.read_bytes()
    except OSError as error:
        raise PlainError(f"{file}: {error.strerror}.") from error
    try:
        document = read(data, filename=file.name, language=language)
    except UnreadableFile as error:
        raise PlainError(f"{file.name}: {error}") from error
    if accept_proposals:
        document = accept(document)
    document.lint = [*document.lint, *lint_document(document, date=document.start)]
    if slug and any(question.code == "tracked-change" for question in document.questions):
        raise PlainError(
            f"{file.name} holds tracked changes, which nobody has decided on. Accept them all with "
            "--accept-proposals, or decide one by one on the event's import page."
        )
    if slug:
        _store(slug, document, replace=replace)
    if as_json:
        click.echo(json.dumps(document.to_json_dict(), ensure_ascii=False, indent=2))
    else:
        from eventmgr.text.summary import summary

        click.echo(summary(document))
        if slug:
            click.echo(f"Stored in the event {slug}.")


@with_app
def _store(app: Flask, slug: str, document: Any, *, replace: bool) -> None:
    from eventmgr.database import commit
    from eventmgr.drafting.changing import Refused
    from eventmgr.drafting.storing import store_document

    _ready_database()
    try:
        store_document(_event(slug), document, actor="command line", replace=replace)
    except Refused as error:
        raise PlainError(str(error.message)) from error
    commit()


@main.command("print")
@click.argument("kind")
@click.argument("slug", metavar="EVENT")
@click.option("--lang", "language", help="The paper's language, for example cnr.")
@click.option("--invitation", "number", type=int, help="For KIND letter: the invitation's number.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file.")
@with_app
def print_paper(
    app: Flask,
    kind: str,
    slug: str,
    *,
    language: str | None,
    number: int | None,
    output: Path,
) -> None:
    """Make a paper of an event as PDF.

    KIND is one of those on the Papers page (agenda, attendance, concept-paper, conclusions,
    interpretation, participants), or letter for one invitation.
    """
    from eventmgr.directory.naming import NamesMissing
    from eventmgr.events.prints import PRINTS, NotPrintable
    from eventmgr.printing.pdf import render_paper

    _ready_database()
    event = _event(slug)
    try:
        paper = _letter(event, number) if kind == "letter" else _paper(event, kind, language)
        kept = PRINTS[kind].stored(event, language) if kind in PRINTS and language else None
        data = kept or render_paper(paper)
    except (NotPrintable, NamesMissing) as error:
        raise PlainError(f"{kind} cannot be printed: {error}") from error
    try:
        output.write_bytes(data)
    except OSError as error:
        raise PlainError(f"{output}: {error.strerror}.") from error
    click.echo(f"{output}: {len(data)} bytes.")


def _paper(event: Any, kind: str, language: str | None) -> Any:
    from eventmgr.events.prints import PRINTS
    from eventmgr.language import speaking

    if kind not in PRINTS:
        known = ", ".join(sorted([*PRINTS, "letter"]))
        raise PlainError(f"There is no paper {kind!r}; choose one of {known}.")
    if language is None or language not in event.document_languages:
        known = ", ".join(event.document_languages)
        given = f"no papers in {language!r}" if language else "papers in more than one language"
        raise PlainError(f"The event has {given}; choose one with --lang: {known}.")
    with speaking(language):
        return PRINTS[kind].build(event, language)


def _letter(event: Any, number: int | None) -> Any:
    """Return the letter of one invitation, in the language of its institution."""
    from sqlalchemy import select

    from eventmgr.database import db
    from eventmgr.invitations.letter import Letters
    from eventmgr.invitations.models import Invitation

    rows = db.session.scalars(
        select(Invitation).where(Invitation.event_id == event.id).order_by(Invitation.id)
    ).all()
    for row in rows:
        if row.id == number:
            return Letters(event).build(row)
    known = ", ".join(str(row.id) for row in rows) or "none yet"
    raise PlainError(f"Choose a letter with --invitation; this event has: {known}.")


@main.command("export")
@click.argument("slug", metavar="EVENT")
@click.argument("kind")
@click.option("--format", "form", default="docx", show_default=True, help="The kind of file.")
@click.option("--language", help="The file's language, for example sq; json holds them all.")
@click.argument("output", metavar="FILE", type=click.Path(path_type=Path))
@with_app
def export_text(
    app: Flask, slug: str, kind: str, *, form: str, language: str | None, output: Path
) -> None:
    """Write a text of an event to a file, an adopted one from its seal.

    KIND is concept-paper, conclusions or press-release. The formats are docx, odt, html, md, txt,
    akn (Akoma Ntoso), json, and xliff: a translation file into the language.
    """
    from eventmgr.directory.naming import NamesMissing
    from eventmgr.events.prints import NotPrintable

    _ready_database()
    try:
        data = _exported(_event(slug), kind, form, language)
    except (NotPrintable, NamesMissing) as error:
        raise PlainError(f"{kind} cannot be written: {error}") from error
    try:
        output.write_bytes(data)
    except OSError as error:
        raise PlainError(f"{output}: {error.strerror}.") from error
    click.echo(f"{output}: {len(data)} bytes.")


def _exported(event: Any, kind: str, form: str, language: str | None) -> bytes:
    from eventmgr.drafting import queries
    from eventmgr.drafting.exchange import translation_file
    from eventmgr.drafting.files import FORMATS, json_file, work_in
    from eventmgr.drafting.models import TextKind
    from eventmgr.events.prints import PRINTS
    from eventmgr.language import speaking

    kinds = [one.value for one in TextKind]
    if kind not in kinds or kind not in PRINTS:
        raise PlainError(f"There is no text {kind!r}; choose one of {', '.join(kinds)}.")
    text = queries.find_text(event, TextKind(kind))
    if text is None:
        raise PlainError(f"The event has no {kind} yet.")
    if form not in (*FORMATS, "json", "xliff"):
        raise PlainError(f"There is no format {form!r}; choose one of "
                         f"{', '.join([*FORMATS, 'json', 'xliff'])}.")  # fmt: skip
    build = PRINTS[kind].build
    if form == "json":
        with speaking(text.source_language):
            return json_file(event, text, build)
    languages = queries.languages_of(text, event)
    if language not in languages or (form == "xliff" and language == text.source_language):
        raise PlainError(f"Choose one of its languages with --language: {', '.join(languages)}.")
    with speaking(language):
        if form == "xliff":
            tree = queries.tree(text, languages)
            return translation_file(text, tree, language, str(PRINTS[kind].label))
        return FORMATS[form].write(work_in(event, text, build, language), language)


@main.command("archive")
@click.argument("slug", metavar="EVENT")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file.")
@with_app
def save_archive(app: Flask, slug: str, *, output: Path) -> None:
    """Save the adopted conclusions of an event as one archive (JSON, XML, PDFs)."""
    from eventmgr.conclusions.archive import write_archive
    from eventmgr.conclusions.silence import settle_if_due
    from eventmgr.drafting import queries
    from eventmgr.drafting.models import TextKind, TextState

    _ready_database()
    event = _event(slug)
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is not None:
        settle_if_due(event, text)
    if text is None or text.state is not TextState.ADOPTED:
        raise PlainError(f"The conclusions of {slug} are not adopted yet.")
    data = write_archive(event, text)
    try:
        output.write_bytes(data)
    except OSError as error:
        raise PlainError(f"{output}: {error.strerror}.") from error
    click.echo(f"{output}: {len(data)} bytes.")


@main.command("import-archive")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "slug", required=True, help="The event, which has no conclusions yet.")
@click.option("--fingerprint", "figures", default="", help="SHA-256 as printed on the paper.")
@with_app
def import_archive(app: Flask, file: Path, *, slug: str, figures: str) -> None:
    """Read an archive of adopted conclusions of another installation into an event."""
    from eventmgr.conclusions.archive import BadArchive, read_archive
    from eventmgr.conclusions.importing import import_archive as take
    from eventmgr.database import commit
    from eventmgr.drafting.changing import Refused

    _ready_database()
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PlainError(f"{file}: {error.strerror}.") from error
    try:
        text = take(_event(slug), read_archive(data), actor="command line", expected=figures)
    except (BadArchive, Refused) as error:
        raise PlainError(str(error.message)) from error
    commit()
    click.echo(f"Stored in the event {slug}, adopted and sealed: SHA-256 {text.sealed_sha256}.")


@main.command()
@click.argument("slug", metavar="EVENT")
@click.option("--profile", default=None, help="Team-strength profile, for example aiic.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_app
def plan(app: Flask, slug: str, *, profile: str | None, as_json: bool) -> None:
    """Print the interpretation plan of an event: booths, people, coverage, receivers."""
    from eventmgr.interpretation.profiles import ProfileError
    from eventmgr.interpretation.queries import plan_of
    from eventmgr.interpretation.summary import summary

    _ready_database()
    try:
        result = plan_of(_event(slug), profile=profile)
    except ProfileError as error:
        raise PlainError(str(error)) from error
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        click.echo(summary(result))


@main.command("draw-key")
def draw_key() -> None:
    """Print a new key for what is sealed in the database (EVENTMGR_SECURE_KEY)."""
    import base64
    import secrets

    click.echo(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


@main.command("reseal")
@with_app
def reseal_parts(app: Flask) -> None:
    """Seal the secure parts anew under the first key, after which older keys may be deleted."""
    from eventmgr.database import commit, db
    from eventmgr.secure.actions import reseal
    from eventmgr.secure.sealing import Unreadable

    _ready_database()
    try:
        number = reseal()
    except Unreadable as error:
        db.session.rollback()
        raise PlainError(
            "A part was sealed with a key that is not here; nothing is changed."
        ) from error
    commit()
    click.echo(f"{number} sealed under the first key.")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
