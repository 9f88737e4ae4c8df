// The one way to the server. Adds token, language, version and idempotency key; turns problem+json into a Refusal and a
// lost network into Unreachable. Knows no screen. A GET may be aborted by its signal; nothing is retried here.
import type { Problem } from './types.ts';

export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
  get status() {
    return this.problem.status;
  }
}

export class Unreachable extends Error {}

export interface Send {
  query?: Record<string, string | number | boolean | string[] | null | undefined>;
  body?: unknown;
  version?: number;
  once?: string;
  signal?: AbortSignal;
}

export interface Received<T> {
  data: T;
  version?: number;
}

const state = { token: '', language: 'de', signed_out: () => {}, reached: (_yes: boolean) => {} };

export function set_token(token: string) {
  state.token = token;
}
export function set_client_language(language: string) {
  state.language = language;
}
export function when_signed_out(listener: () => void) {
  state.signed_out = listener;
}
export function when_reached(listener: (yes: boolean) => void) {
  state.reached = listener;
}

export const base = '/api/v1';

export function address(path: string, query: Send['query'] = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) value.forEach((one) => parts.append(name, one));
    else parts.append(name, String(value));
  }
  const text = parts.toString();
  return base + path + (text ? `?${text}` : '');
}

export function headers_of(method: string, send: Send = {}): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': state.language };
  if (method !== 'GET') headers['X-Kartei-Token'] = state.token;
  if (send.body !== undefined) headers['Content-Type'] = 'application/json';
  if (send.version !== undefined) headers['If-Match'] = `"${send.version}"`;
  if (send.once) headers['Idempotency-Key'] = send.once;
  return headers;
}

async function problem_of(answer: Response): Promise<Problem> {
  try {
    const problem = (await answer.json()) as Problem;
    if (problem && typeof problem.title === 'string') return { ...problem, status: answer.status };
  } catch {
    /* not JSON: a proxy in between answered */
  }
  return { title: `${answer.status} ${answer.statusText}`, status: answer.status };
}

async function ask(method: string, path: string, send: Send): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address(path, send.query), {
      method,
      headers: headers_of(method, send),
      body: send.body === undefined ? undefined : JSON.stringify(send.body),
      signal: send.signal,
      credentials: 'same-origin',
    });
  } catch (reason) {
    if (send.signal?.aborted) throw reason;
    state.reached(false);
    throw new Unreachable();
  }
  state.reached(true);
  if (answer.ok) return answer;
  const problem = await problem_of(answer);
  if (answer.status === 401 && path !== '/session') state.signed_out();
  throw new Refusal(problem);
}

export async function send<T>(method: string, path: string, what: Send = {}): Promise<Received<T>> {
  const answer = await ask(method, path, what);
  const tag = answer.headers.get('ETag')?.match(/\d+/)?.[0];
  const data = answer.status === 204 ? undefined : await answer.json();
  return { data: data as T, version: tag ? Number(tag) : undefined };
}

export async function get<T>(path: string, query?: Send['query'], signal?: AbortSignal): Promise<T> {
  return (await send<T>('GET', path, { query, signal })).data;
}

/// Sends a file as it is and tells how much has gone (0 to 1). Refusals as everywhere.
export function upload<T>(
  path: string,
  query: Send['query'],
  file: Blob,
  progress: (part: number) => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, query));
    for (const [name, value] of Object.entries(headers_of('POST'))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as T);
      else
        reject(
          new Refusal({ title: `${request.status}`, ...(request.response as Problem | null), status: request.status }),
        );
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/// A key for one creating request; kept by the caller so that sending again after a lost answer creates nothing twice.
export function new_key(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http on another machine has no randomUUID
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
