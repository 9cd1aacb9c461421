// SPDX-License-Identifier: EUPL-1.2
// One way to talk to the server. Every failure becomes an ApiError that carries a problem document,
// also when there was no answer at all: pages show what happened, what was kept and what to do.
import type { Problem } from './types';

export const offlineCode = 'web.offline';

export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
  get offline(): boolean {
    return this.problem.code === offlineCode;
  }
}

export type Query = Record<string, string | number | boolean | undefined>;
type Options = { query?: Query; body?: unknown; key?: string; tag?: string; signal?: AbortSignal };
type Listener = (event: { online: boolean } | { expired: true }) => void;

const listeners = new Set<Listener>();
export function onConnection(listener: Listener): void {
  listeners.add(listener);
}
function tell(event: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(event);
}

export function urlOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

// What `run` asks at once is asked by the page, not by a person: it keeps no session alive.
let background = false;
export const isBackground = () => background;
export function inBackground(run: () => unknown): void {
  background = true;
  try {
    run();
  } finally {
    background = false;
  }
}

function unreachable(): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status: 503, code: offlineCode });
}

async function problemOf(response: Response): Promise<ApiError> {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/problem+json')) return new ApiError((await response.json()) as Problem);
  return new ApiError({ type: 'about:blank', title: '', status: response.status, code: 'web.unexpected_answer' });
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, text/plain' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (background) headers['Telaio-Refresh'] = '1';
  if (options.tag) headers['If-None-Match'] = options.tag;
  if (options.key) headers['Idempotency-Key'] = `"${options.key}"`;
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(urlOf(path, options.query), init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    tell({ online: false });
    throw unreachable();
  }
  tell({ online: true });
  if (response.ok || response.status === 304) return response;
  const error = await problemOf(response);
  // A wrong password is the login page's business, not an expired session.
  if (response.status === 401 && path !== '/api/v1/session') tell({ expired: true });
  throw error;
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

// An answer with its tag; nothing when it is still the one that `tag` names.
export async function callTagged<T>(path: string, query: Query, tag: string | undefined): Promise<{ value: T; tag: string } | undefined> {
  const response = await send('GET', path, { query, ...(tag ? { tag } : {}) });
  if (response.status === 304) return undefined;
  return { value: (await response.json()) as T, tag: response.headers.get('ETag') ?? '' };
}

export async function text(path: string): Promise<string> {
  return (await send('GET', path, {})).text();
}
