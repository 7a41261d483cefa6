// Requests to the server, the account, and what it may do. API.md describes what the page relies on.

const API = new URL("../api/v1/", import.meta.url);
const PAGE = new URL("./", import.meta.url);

/** What goes wrong with a request: `kind` is the server's, or "offline". */
export class ApiError extends Error {
  constructor(status, body = {}, retryAfter = 0) {
    super(body.message || "The server did not answer as expected.");
    this.status = status;
    this.kind = body.error ?? "other";
    this.details = body.details ?? null;
    this.hint = body.hint ?? null;
    this.requestId = body.request_id ?? null;
    this.retryAfter = retryAfter;
  }
}

/** The events "offline", "online" and "ended" (the session). */
export const events = new EventTarget();
/** The account, as in `whoami --json`, or null before login; when it was read, and when the session was last used. */
export const account = { me: null, read: 0, used: 0 };

export const can = (permission) => account.me?.permissions.includes(permission) ?? false;
export const mayDelete = (item) => can("file:delete") || (can("file:delete_own") && item.owner === account.me.user);

/** The URL of a route below api/v1, with a query. */
export function url(path, query = {}) {
  const result = new URL(path, API);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") result.searchParams.set(name, value);
  }
  return result;
}

/** The query that names a path, by its exact bytes where it is not UTF-8. */
export const pathQuery = (item) => (item.path_b64 ? { path_b64: item.path_b64 } : { path: item.path });

/** The URL of a file's content. */
export const contentUrl = (item, query = {}) => url(`files/${encodeURIComponent(item.id)}/content`, query).href;

/** The error in an answer's text; a proxy's answer is not JSON. */
export function errorOf(status, text, retryAfter = 0) {
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = {};
  }
  if (status === 413 && !body.error) {
    body.message = "A proxy in front of the server refused a request of this size.";
  }
  return new ApiError(status, body, retryAfter);
}

/** Tells the page if an error means that the session has ended. */
export function noteEnd(error) {
  if (error.status === 401 && account.me) events.dispatchEvent(new Event("ended"));
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function send(target, method, body, headers, signal) {
  const options = { method, headers: { ...headers }, signal, credentials: "same-origin" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  if (method !== "GET") options.headers["X-FO-Page"] = "1";
  let answer;
  try {
    answer = await fetch(target, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    goOffline();
    throw new ApiError(0, { error: "offline", message: "The server cannot be reached." });
  }
  const text = await answer.text();
  account.used = Date.now();
  if (!answer.ok) throw errorOf(answer.status, text, Number(answer.headers.get("Retry-After")) || 0);
  return { data: text ? JSON.parse(text) : null, headers: answer.headers, status: answer.status };
}

/** Sends a request to api/v1. A reading that finds the server busy is repeated twice. */
export async function call(method, path, { query, body, headers, signal } = {}) {
  for (let round = 0; ; round += 1) {
    try {
      return await send(url(path, query), method, body, headers, signal);
    } catch (error) {
      // This one tells that the current password is wrong.
      if (path !== "auth/password") noteEnd(error);
      if (error.status !== 503 || method !== "GET" || round === 2) throw error;
      await wait(Math.min(error.retryAfter || 1, 5) * 1000);
    }
  }
}

export const get = async (path, query, signal) => (await call("GET", path, { query, signal })).data;
export const post = async (path, body) => (await call("POST", path, { body })).data;

/** Logs in; the server sets the cookie. */
export async function login(username, password) {
  account.me = (await send(new URL("login", PAGE), "POST", { username, password }, {})).data;
  account.read = account.used;
}

export async function logout() {
  await send(new URL("logout", PAGE), "POST", undefined, {});
  account.me = null;
}

/** Who is logged in; null for nobody. */
export async function loadAccount() {
  try {
    account.me = await get("auth/me");
    account.read = account.used;
  } catch (error) {
    if (error.status !== 401) throw error;
    account.me = null;
  }
  return account.me;
}

let offline = false;

async function goOffline() {
  if (offline) return;
  offline = true;
  events.dispatchEvent(new Event("offline"));
  for (;;) {
    await wait(2000);
    try {
      await fetch(url("health/live"), { cache: "no-store" });
      break;
    } catch {
      // The next round tries again.
    }
  }
  offline = false;
  events.dispatchEvent(new Event("online"));
}
