"""The journey of page.sh, which documents the environment variables."""

import os
import re
import shutil
import struct
import sys
import zlib

from playwright.sync_api import expect, sync_playwright

ENV = os.environ
PAGE = ENV.get("FILE_ORGANIZER_PAGE", "http://127.0.0.1:8000/ui/")
AXE = ENV.get("FILE_ORGANIZER_AXE")
SHOTS = ENV.get("FILE_ORGANIZER_SHOTS")
STAMP = f"{os.getpid():x}"
# A refused upload, a failed login and a busy server are errors for the browser's console only.
EXPECTED = re.compile(r"status of (401|403|404|409|412|415|503)")

problems = []
passed = 0


def check(what, holds=True):
    global passed
    if holds:
        passed += 1
    else:
        problems.append(what)
    print("ok" if holds else "FAILED", what, flush=True)


def png():
    """A small valid image."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([x % 256 for x in range(64 * 3)]) for _ in range(64))
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def open_page(browser, user, password, **options):
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(10000)
    page.on("pageerror", lambda error: problems.append(f"error in the page: {error}"))
    page.on("console", lambda message: message.type == "error" and not EXPECTED.search(message.text)
            and problems.append(f"console: {message.text}"))
    page.goto(PAGE)
    page.get_by_label("User name").fill(user)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_selector("nav.side", state="attached")
    return page


def look(page, name):
    if SHOTS:
        page.screenshot(path=os.path.join(SHOTS, f"{name}.png"))
    if AXE:
        # Evaluated by the debugger, which the policy of the page does not restrict.
        page.evaluate(open(AXE, encoding="utf-8").read() + ";0")
        found = page.evaluate("axe.run(document)")["violations"]
        check(f"accessibility of {name}: {[(one['id'], one['nodes'][0]['target']) for one in found]}", not found)


def row(page, name):
    # A long name is shown in two parts; its title is whole.
    return page.locator("[role=row]", has=page.locator(f'.name[title="{name}"]'))


def journey(browser):
    page = open_page(browser, ENV["FILE_ORGANIZER_PAGE_USER"], ENV["FILE_ORGANIZER_PAGE_PASSWORD"],
                     viewport={"width": 1280, "height": 800})
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    check("log in")

    image, text, refused = f"image-{STAMP}.png", f"notes-{STAMP}.txt", f"program-{STAMP}.pdf"
    page.set_input_files("input[type=file]", [
        {"name": image, "mimeType": "image/png", "buffer": png()},
        {"name": text, "mimeType": "text/plain", "buffer": f"notes {STAMP}\n".encode()},
        # A program under the name of a document.
        {"name": refused, "mimeType": "application/pdf", "buffer": b"MZ" + bytes(62) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(400)},
    ])
    tray = page.locator(".tray")
    expect(tray.get_by_role("heading")).to_have_text("2 uploaded, 1 refused", timeout=20000)
    check("two files are stored, one is refused")
    check("the refusal has a reason", len(tray.locator(".why").inner_text()) > 10)
    look(page, "upload")
    tray.get_by_label("Close the list of uploads").click()
    expect(row(page, image)).to_be_visible()
    check("the list shows the upload")

    page.keyboard.press("/")
    page.keyboard.type(f"type:png {STAMP}")
    page.keyboard.press("Enter")
    expect(page.locator(".search .chip")).to_have_text("type:png")
    expect(page.locator("[role=row]")).to_have_count(1)
    check("search finds it")
    look(page, "search")

    row(page, image).click()
    shown = page.locator(".drawer .preview img")
    expect(shown).to_be_visible()
    page.wait_for_timeout(500)
    check("the preview has the image", shown.evaluate("(image) => image.naturalWidth") == 64)
    expect(page.locator(".drawer .verified")).to_be_visible()
    look(page, "drawer")

    page.keyboard.press("Delete")
    expect(page.locator(".toast").last).to_contain_text("to the trash")
    expect(page.get_by_role("heading", name="No files found")).to_be_visible()
    check("trash removes it from the list")
    page.get_by_role("button", name="Undo").last.click()
    expect(row(page, image)).to_be_visible()
    check("undo brings it back")

    page.goto(f"{PAGE}#/inbox")
    page.locator("[role=grid]").focus()
    for name in (image, text):
        row(page, name).get_by_role("checkbox").click()
    expect(page.locator(".bar strong")).to_have_text("2 selected")
    page.keyboard.press("Delete")
    expect(row(page, text)).to_have_count(0)
    check("two files at once")
    page.goto(f"{PAGE}#/trash")
    expect(row(page, text)).to_be_visible()
    look(page, "trash")
    page.keyboard.press("Control+z")
    expect(row(page, text)).to_have_count(0)
    check("Ctrl-Z restores them")

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("User name")).to_be_visible()
    page.reload()
    expect(page.get_by_label("User name")).to_be_visible()
    check("log out ends the session")
    page.context.close()
    return image


def viewer(browser, image):
    page = open_page(browser, ENV["FILE_ORGANIZER_PAGE_VIEWER"], ENV["FILE_ORGANIZER_PAGE_VIEWER_PASSWORD"],
                     viewport={"width": 360, "height": 740}, color_scheme="dark")
    expect(row(page, image)).to_be_visible()
    row(page, image).click()
    expect(page.locator(".drawer").get_by_text("Download")).to_be_visible()
    look(page, "viewer")
    for name in ("Upload", "Move", "Trash", "Rename", "Add a tag", "Note", "Restore"):
        found = page.get_by_role("button", name=name, exact=True).count() + page.get_by_label(name, exact=True).count()
        check(f"a viewer sees no {name}", found == 0)
    page.context.close()


def main():
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        image = journey(browser)
        if ENV.get("FILE_ORGANIZER_PAGE_VIEWER"):
            viewer(browser, image)
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{passed} passed, {len(problems)} failed")
    sys.exit(1 if problems else 0)


main()
