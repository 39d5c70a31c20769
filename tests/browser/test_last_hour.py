"""The last hour of a workshop, whole: from the imported text to Corr. 1, with everybody's part."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from pathlib import Path

import pypdf
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.journey import add_institution, create_event, follow, press, saved
from tests.browser.test_flow_adoption import compare, link_on, move_clock, paper, wait_for_prints
from tests.browser.test_flow_conclusions import edit
from tests.browser.test_flow_floor import SOON, hall, projector, propose  # noqa: F401 - fixtures
from tests.seeds.reading import seed_bytes


def _import_s002(page: Page, slug: str) -> None:
    data, name = seed_bytes("002")
    page.goto(f"/events/{slug}/conclusions/import")
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": data}
    )
    press(page, "Read the text")
    press(page, "Store in the event")
    saved(page)


def _translate(page: Page, wording: str, translated: int) -> None:
    """Translate the open paragraph at the translators' desk, and go on to the next."""
    page.locator("#paragraph-form [role=textbox]").fill(wording)
    page.locator("#paragraph-form").get_by_role("button", name="Save and go on").click()
    expect(page.locator(".dots").first).to_contain_text(f"translated: {translated}")


def code_on(page: Page, data: bytes, folder: Path) -> str:
    """Return what a telephone reads in the picture code on the last page of a printed paper."""
    (folder / "paper.pdf").write_bytes(data)
    last = str(len(pypdf.PdfReader(io.BytesIO(data)).pages))
    sheet = ["-png", "-r", "150", "-f", last, "-l", last, "-singlefile", "paper.pdf", "sheet"]
    subprocess.run(["pdftoppm", *sheet], cwd=folder, check=True)
    picture = base64.b64encode((folder / "sheet.png").read_bytes()).decode()
    said = page.evaluate(
        """async (picture) => {
          const { decodeQR } = await import("/static/vendor/codes/decode.js");
          const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
          const sheet = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(sheet.width, sheet.height);
          const pen = canvas.getContext("2d");
          pen.drawImage(sheet, 0, 0);
          return decodeQR(pen.getImageData(0, 0, sheet.width, sheet.height));
        }""",
        picture,
    )
    return str(said)


def test_last_hour_whole(
    desk: Page,
    hall: BrowserContext,  # noqa: F811
    phone: Page,
    projector: Page,  # noqa: F811
    chromium: Browser,
    site: Site,
    tmp_path: Path,
) -> None:
    # The text comes in as a file: seven numbered paragraphs, five sub-points.
    slug = create_event(desk, "Fourth Conference", days=("2028-05-02", "2028-05-03"))
    for name, email in (("Ministry One", "one@example.org"), ("Ministry Two", "two@example.org")):
        add_institution(desk, slug, name, email, seats=2, language="en")
    _import_s002(desk, slug)
    labels = desk.locator(".draft-row .draft-label").all_inner_texts()
    shown = [label.strip() for label in labels if label.strip()]
    assert shown[:4] + shown[4:9] + shown[9:12] == [
        "1.", "2.", "3.", "4.", "a.", "b.", "c.", "d.", "e.", "5.", "6.", "7.",
    ]  # fmt: skip

    # On the floor: two telephones propose, the chair takes one and edits; the projector follows.
    desk.goto(f"/events/{slug}/floor")
    desk.get_by_role("button", name="Open the floor").click()
    desk.wait_for_selector(".floor-desk")
    state = desk.locator("#floor").get_attribute("data-state")
    assert state is not None
    projector.goto(f"/floor/{state.split('/')[2]}/projector")
    desk.goto(f"/events/{slug}/floor/links")
    press(desk, "Make the link")
    href = desk.locator(".floor-code a").first.get_attribute("href")
    assert href is not None
    link = href[href.index("/floor/") :]
    desk.goto(f"/events/{slug}/floor")
    seventh = desk.locator(".floor-list ol li", has_text=re.compile(r"^\s*7\."))
    words = " ".join(seventh.first.locator("a").inner_text().split()[1:5]).removesuffix("...")
    seventh.first.locator("a").click()
    first = hall.new_page()
    first.goto(link)
    row = first.locator("#floor-text li", has_text=words).last
    wording = row.locator("p, [data-words], .floor-words").first.inner_text()
    propose(first, link, words, f"{wording} Thank the hosts.", "Ministry One")
    phone.goto("/language/en?next=/")
    propose(phone, link, words, f"{wording} Thank the interpreters.", "Ministry Two")
    expect(desk.locator(".floor-card")).to_have_count(2, timeout=SOON)
    desk.keyboard.press("p")
    expect(projector.locator(".slide-state")).to_contain_text("Ministry One", timeout=SOON)
    desk.keyboard.press("t")
    expect(projector.locator(".slide-words ins").last).to_contain_text("hosts", timeout=SOON)
    expect(first.locator("#mine")).to_contain_text("taken into the text", timeout=SOON)
    desk.keyboard.press("e")
    field = desk.locator("#floor-edit [role=textbox]")
    field.fill("Thank the hosts [and the interpreters].")
    desk.keyboard.press("Control+Enter")
    expect(projector.locator(".slide-words")).to_contain_text("interpreters", timeout=SOON)

    # Translators work meanwhile.
    desk.goto(f"/events/{slug}/conclusions/translation/cnr?show=open")
    follow(desk, "Go to the next open paragraph")
    _translate(desk, "Pod pokroviteljstvom predsjedavanja,", 1)
    _translate(desk, "Učestvujući na konferenciji,", 2)

    # The preflight fails at the open bracket, leads there, and is mended.
    desk.goto(f"/events/{slug}/conclusions/adopting")
    press(desk, "Take over the invited institutions")
    desk.goto(f"/events/{slug}/conclusions/silence/new")
    blocking = desk.locator("#blocking")
    expect(blocking).to_contain_text("still has square brackets")
    blocking.get_by_role("link", name="Go to the paragraph").first.click()
    edit(desk, "Thank the hosts", "Thank the hosts and the interpreters.")
    expect(projector.locator(".slide-words")).to_contain_text(
        "hosts and the interpreters", timeout=SOON
    )

    # Adopted by silence: circulated, nobody objects, the clock moves past the end.
    desk.goto(f"/events/{slug}/conclusions/silence/new")
    expect(blocking).to_have_count(0)
    desk.fill("#adopted_place-en", "Belgrade")
    desk.check("#acknowledged")
    desk.check("#sure")
    press(desk, "Circulate to 2 delegations")
    assert "under silence" in saved(desk)
    move_clock(site, slug, 30)
    desk.goto(f"/events/{slug}/conclusions/sealed")
    wait_for_prints(desk)

    # Printed, and verified by the code on the paper.
    address = desk.locator("#edition-0 a[href$='/en.pdf']").get_attribute("href")
    assert address is not None
    data = desk.context.request.get(address).body()
    reader = pypdf.PdfReader(io.BytesIO(data))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "Adopted by silence procedure" in printed
    assert "Thank the hosts and the interpreters." in printed
    place = code_on(desk, data, tmp_path)
    assert place == link_on(reader)
    desk.goto(site.address + place[place.index("/verify/") :])
    assert compare(desk, "paper.pdf", data).startswith("Yes: this is the adopted paper.")

    # A slip: Corr. 1, with its own redline.
    desk.goto(f"/events/{slug}/conclusions/sealed")
    follow(desk, "Correct a mistake (Corr. 1)")
    desk.locator("#paragraphs li", has_text="Thank the hosts").get_by_role("link").click()
    desk.fill("#wording-en[role=textbox]", "Thank the hosts, the translators and the interpreters.")
    desk.fill("#reason", "Left out by mistake.")
    press(desk, "Put into the correction")
    desk.get_by_text("Issue Corr. 1").first.click()
    desk.get_by_role("button", name="Issue and seal").click()
    wait_for_prints(desk)
    corrected = desk.locator("#edition-1 a[href$='/en.pdf']").get_attribute("href")
    assert corrected is not None
    words = " ".join(sheet.extract_text() for sheet in paper(desk, corrected).pages)
    assert "translators" in words
