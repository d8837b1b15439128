// One way to ask the server: JSON in, JSON or a problem out. Expected failures are values, so that no screen can forget them.
import { next_query } from './links';

/** RFC 9457 problem as the server sends it; `code` is stable and worded by the client. */
export type Problem = {
  status: number;
  code: string;
  /** `begin` and `end`: the part of the text that is meant, in characters. */
  errors: { pointer: string; code: string; begin?: number; end?: number }[];
  /** Seconds to wait, from Retry-After; null where the server named none. */
  retry_after: number | null;
  /** The whole body, for codes that carry more (for example `methods` of a second factor). */
  body: Record<string, unknown>;
};

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export type Query = Record<string, string | number | null | undefined>;

type Request = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  /** Bytes of an upload, from this place on; instead of a body. */
  piece?: { bytes: Blob; offset: number };
  idempotency_key?: string;
  /** Lets a write outlive the page: for drafts saved while the reader leaves. */
  keepalive?: boolean;
  signal?: AbortSignal;
};

type Watcher = (problem: Problem) => void;
let on_signed_out: Watcher = () => {};

/** The session store listens here for 401, from whichever call it comes. */
export function when_signed_out(watcher: Watcher): void {
  on_signed_out = watcher;
}

function problem_of(status: number, body: Record<string, unknown>, retry: string | null): Problem {
  return {
    status,
    code: typeof body.code === 'string' ? body.code : 'unexpected',
    errors: Array.isArray(body.errors) ? (body.errors as Problem['errors']) : [],
    retry_after: retry && /^\d+$/.test(retry) ? Number(retry) : null,
    body,
  };
}

/** No answer came: the line is down, or the server. */
export const unreachable = problem_of(0, { code: 'offline' }, null);

type Reply = { response: Response; text: string; body: Record<string, unknown> };

async function ask(path: string, request: Request): Promise<Answer<Reply>> {
  const present = Object.entries(request.query ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const query = present.length > 0 ? `?${new URLSearchParams(present.map(([k, v]) => [k, String(v)]))}` : '';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  if (request.piece) {
    headers['Content-Type'] = 'application/offset+octet-stream';
    headers['Upload-Offset'] = String(request.piece.offset);
  }
  if (request.idempotency_key) headers['Idempotency-Key'] = request.idempotency_key;

  let response: Response;
  let body: Record<string, unknown> = {};
  let text = '';
  try {
    response = await fetch(`/api/v1${path}${query}`, {
      method: request.method ?? 'GET',
      headers,
      body: request.piece?.bytes ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
      credentials: 'same-origin',
      keepalive: request.keepalive ?? false,
      signal: request.signal,
    });
    text = await response.text();
    if (text && /^application\/(problem\+)?json/.test(response.headers.get('Content-Type') ?? '')) body = JSON.parse(text);
  } catch {
    return { ok: false, problem: unreachable };
  }
  if (response.ok) return { ok: true, value: { response, text, body } };
  const problem = problem_of(response.status, body, response.headers.get('Retry-After'));
  if (problem.status === 401 && problem.code !== 'bad_credentials') on_signed_out(problem);
  return { ok: false, problem };
}

export async function call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
  const answer = await ask(path, request);
  if (!answer.ok) return answer;
  const { response, text, body } = answer.value;
  const is_plain = response.headers.get('Content-Type')?.startsWith('text/') ?? false;
  return { ok: true, value: (is_plain ? text : body) as T };
}

/** All of a list that is never long, most often with one call; what stands beside the items is that of the first page. */
export async function call_all<T extends { items: unknown[]; next: string | null }>(path: string): Promise<Answer<T>> {
  const kMost = 100;
  const all = await call<T>(path, { query: { limit: kMost } });
  if (!all.ok) return all;
  while (all.value.next) {
    const more = await call<T>(path, { query: { limit: kMost, after: all.value.next } });
    if (!more.ok) return more;
    all.value.items.push(...more.value.items);
    all.value.next = more.value.next;
  }
  return all;
}

/** Part of a file, and with what to ask for the rest of it where the server has cut it. */
export async function call_part(path: string, query: Query): Promise<Answer<{ text: string; next: Query | null }>> {
  const answer = await ask(path, { query });
  if (!answer.ok) return answer;
  return { ok: true, value: { text: answer.value.text, next: next_query(answer.value.response.headers.get('Link')) } };
}
