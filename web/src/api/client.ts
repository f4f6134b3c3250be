/** One way to talk to the server: same-origin JSON, CSRF header on unsafe methods, problem details as typed errors. */
import type { ErrorKind } from "@/api/types.gen";
import { spelled } from "@/lib/format";

const ROOT = "/api/v1";

export type ProblemKind = ErrorKind | "unreachable" | "unexpected";
export type Query = Record<string, string | number | readonly string[] | null | undefined>;

interface RequestOptions {
  query?: Query;
  json?: unknown;
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A failure as the server words it: what happened, why, and what to do next. */
export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly requestId: string | null;
  readonly errors: unknown;

  constructor(message: string, details: { kind: ProblemKind; status: number; requestId?: string | null; errors?: unknown }) {
    super(message);
    this.name = "ApiProblem";
    this.kind = details.kind;
    this.status = details.status;
    this.requestId = details.requestId ?? null;
    this.errors = details.errors;
  }
}

let csrfToken: string | null = null;

/** The session's answer carries the token; every unsafe request sends it back. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function getJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("GET", path, options);
}

export function postJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("POST", path, options);
}

export function patchJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("PATCH", path, options);
}

export function putJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("PUT", path, options);
}

/** Takes away what stands at the path; the answer is what holds instead. */
export function deleteJson<T>(path: string): Promise<T> {
  return requestJson<T>("DELETE", path, {});
}

export async function remove(path: string): Promise<void> {
  await send("DELETE", path, {});
}

async function requestJson<T>(method: string, path: string, options: RequestOptions): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Sends and returns the response; anything but success becomes an `ApiProblem`. */
export async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const response = await attempt(method, apiUrl(path, options.query), options);
  if (response.ok) return response;
  throw await problemOf(response);
}

export function apiUrl(path: string, query: Query = {}): string {
  const entries = Object.entries(query).flatMap(([key, value]) => (value === null || value === undefined ? [] : [value].flat().map((one) => [key, String(one)])));
  const search = new URLSearchParams(entries).toString();
  return search ? `${ROOT}${path}?${search}` : `${ROOT}${path}`;
}

async function attempt(method: string, url: string, { json, bytes, headers, signal }: RequestOptions): Promise<Response> {
  const sent = new Headers(headers);
  if (!sent.has("Accept")) sent.set("Accept", "application/json");
  if (json !== undefined) sent.set("Content-Type", "application/json");
  if (bytes) sent.set("Content-Type", "application/octet-stream");
  if (method !== "GET" && csrfToken) sent.set("X-CSRF-Token", csrfToken);
  try {
    return await fetch(url, { method, headers: sent, body: bytes ?? (json === undefined ? null : JSON.stringify(json)), signal: signal ?? null, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem("The server did not answer. Check that `plumbline serve` is running, then try again.", { kind: "unreachable", status: 0 });
  }
}

interface ProblemBody {
  detail?: unknown;
  title?: unknown;
  kind?: unknown;
  request_id?: unknown;
  errors?: unknown;
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = await readProblem(response);
  const requestId = typeof body.request_id === "string" ? body.request_id : response.headers.get("X-Request-ID");
  const message = [body.detail, body.title].find((text) => typeof text === "string") ?? `The server answered ${response.status}. Try again; if it stays, look at its log.`;
  const kind = typeof body.kind === "string" ? (body.kind as ProblemKind) : response.status === 401 ? "not_signed_in" : "unexpected";
  return new ApiProblem(message, { kind, status: response.status, requestId, errors: body.errors });
}

async function readProblem(response: Response): Promise<ProblemBody> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}

export function problemMessage(error: unknown): string {
  if (error instanceof ApiProblem) return spelled(error.message);
  return "Something went wrong on this page. Reload it; if it stays, look at the server's log.";
}
