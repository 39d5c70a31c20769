"""Catalogues are found by the explicit map."""

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from eventmgr.i18n.catalogue import (
    has_catalogue,
    load_catalogue,
    missing_catalogues,
    translate,
)


@pytest.fixture
def folder(tmp_path):
    catalogue = Catalog(locale="sr_Latn_ME")
    catalogue.add("Save", "Sačuvaj")
    catalogue.add("Hello, %(name)s.", "Zdravo, %(name)s.")
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    place = tmp_path / "sr_Latn_ME" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.mo").write_bytes(buffer.getvalue())
    return tmp_path


def test_loc02_montenegrin_is_read_from_the_mapped_folder(folder):
    assert load_catalogue("cnr", folder).gettext("Save") == "Sačuvaj"
    assert translate("cnr", folder, "Hello, %(name)s.", name="Ana") == "Zdravo, Ana."


def test_loc02_a_missing_catalogue_is_not_silent(folder):
    with pytest.raises(FileNotFoundError):
        load_catalogue("sq", folder)
    assert missing_catalogues(folder) == ["sq"]


def test_languages_of_documents_only_fall_back_to_the_source(folder):
    assert not has_catalogue("mk")
    assert load_catalogue("mk", folder).gettext("Save") == "Save"
    assert has_catalogue("en")
    assert translate("en", folder, "100%") == "100%"
