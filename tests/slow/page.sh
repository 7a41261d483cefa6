#!/usr/bin/env bash
# The page of `serve` in a browser: log in, upload, search, preview, trash, undo, and what a viewer sees. Requires a running server,
# Playwright for Python and Chromium. The server's page is FILE_ORGANIZER_PAGE (http://127.0.0.1:8000/ui/); the accounts are
# FILE_ORGANIZER_PAGE_USER and _PASSWORD (may upload and delete), and FILE_ORGANIZER_PAGE_VIEWER and _VIEWER_PASSWORD (role viewer).
# FILE_ORGANIZER_AXE names a copy of axe.min.js, to check accessibility, too; FILE_ORGANIZER_SHOTS a folder for screenshots.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
if ! python3 -c 'import playwright' 2>/dev/null; then
    echo "skipped: Playwright is not installed (pip install playwright)"
    exit 0
fi
if [ -z "${FILE_ORGANIZER_PAGE_USER:-}" ]; then
    echo "skipped: FILE_ORGANIZER_PAGE_USER is not set"
    exit 0
fi
exec python3 page.py
