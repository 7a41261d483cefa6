// Sends the bytes of one file: by one PUT, or in parts by tus 1.0 where the server has it, which can pause.
// A transport has send(progress) -> item, cancel(), pausable, and pause(); send() after a pause goes on.

import { errorOf, url } from "./api.js";

const PART = 8 << 20;
let resumable;

/** The transport for a file; `mode` is "new" (only if the path is free) or "version". */
export async function chooseTransport(file, path, mode) {
  resumable ??= fetch(url("uploads"), { method: "OPTIONS", headers: { "X-FO-Page": "1" } })
    .then((answer) => answer.ok && (answer.headers.get("Tus-Version") ?? "").split(",").includes("1.0.0"), () => false);
  return await resumable && file.size > PART ? new Tus(file, path, mode) : new Put(file, path, mode);
}

/** One request with progress; the answer's request. fetch has no progress of a body that is sent. */
function request(transport, method, target, headers, body, progress = () => {}) {
  return new Promise((done, fail) => {
    const xhr = new XMLHttpRequest();
    transport.current = xhr;
    xhr.open(method, target);
    for (const [name, value] of Object.entries({ ...headers, "X-FO-Page": "1" })) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", (event) => progress(event.loaded));
    xhr.addEventListener("load", () => (xhr.status < 300 ? done(xhr)
      : fail(errorOf(xhr.status, xhr.responseText, Number(xhr.getResponseHeader("Retry-After")) || 0))));
    for (const event of ["error", "abort", "timeout"]) {
      xhr.addEventListener(event, () => fail(errorOf(0, '{"error":"offline","message":"The connection was interrupted."}')));
    }
    xhr.send(body);
  });
}

const item = (xhr) => (xhr.responseText ? JSON.parse(xhr.responseText) : null);

class Put {
  constructor(file, path, mode) {
    Object.assign(this, { file, path, mode, pausable: false });
  }

  async send(progress) {
    const headers = { "Content-Type": "application/octet-stream", ...(this.mode === "new" ? { "If-None-Match": "*" } : {}) };
    return item(await request(this, "PUT", url("files/content", { path: this.path }), headers, this.file, progress));
  }

  cancel() {
    this.current?.abort();
  }
}

class Tus {
  constructor(file, path, mode) {
    Object.assign(this, { file, path, mode, pausable: true });
  }

  async send(progress) {
    const version = { "Tus-Resumable": "1.0.0" };
    let offset = 0;
    if (this.target) {
      offset = Number((await request(this, "HEAD", this.target, version)).getResponseHeader("Upload-Offset"));
    } else {
      const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(this.path)));
      const metadata = `path ${encoded}${this.mode === "new" ? ",only_new" : ""}`;
      const created = await request(this, "POST", url("uploads"), { ...version, "Upload-Length": this.file.size, "Upload-Metadata": metadata });
      this.target = new URL(created.getResponseHeader("Location"), url("uploads"));
    }
    for (;;) {
      const start = offset;
      const part = this.file.slice(start, start + PART);
      const headers = { ...version, "Upload-Offset": start, "Content-Type": "application/offset+octet-stream" };
      const answer = await request(this, "PATCH", this.target, headers, part, (sent) => progress(start + sent));
      offset = start + part.size;
      if (offset >= this.file.size) return item(answer);
    }
  }

  pause() {
    this.current?.abort();
  }

  cancel() {
    this.current?.abort();
    if (this.target) request(this, "DELETE", this.target, { "Tus-Resumable": "1.0.0" }).catch(() => {});
  }
}
