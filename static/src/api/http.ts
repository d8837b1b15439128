// One way to ask the server: JSON in, JSON or a problem out. Expected failures are values, so that no screen can forget them.

/** RFC 9457 problem as the server sends it; `code` is stable and worded by the client. */
export type Problem = {
  status: number;
  code: string;
  errors: { pointer: string; code: string }[];
  /** Seconds to wait, from Retry-After; null where the server named none. */
  retry_after: number | null;
  /** The whole body, for codes that carry more (for example `methods` of a second factor). */
  body: Record<string, unknown>;
};

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type Request = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
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

export async function call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
  const present = Object.entries(request.query ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const query = present.length > 0 ? `?${new URLSearchParams(present.map(([k, v]) => [k, String(v)]))}` : '';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  if (request.idempotency_key) headers['Idempotency-Key'] = request.idempotency_key;

  let response: Response;
  let body: Record<string, unknown> = {};
  let text = '';
  try {
    response = await fetch(`/api/v1${path}${query}`, {
      method: request.method ?? 'GET',
      headers,
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      credentials: 'same-origin',
      keepalive: request.keepalive ?? false,
      signal: request.signal,
    });
    text = await response.text();
    if (text && response.headers.get('Content-Type')?.includes('json')) body = JSON.parse(text);
  } catch {
    return { ok: false, problem: problem_of(0, { code: 'offline' }, null) };
  }
  const is_plain = response.headers.get('Content-Type')?.startsWith('text/plain') ?? false;
  if (response.ok) return { ok: true, value: (is_plain ? text : body) as T };
  const problem = problem_of(response.status, body, response.headers.get('Retry-After'));
  if (problem.status === 401 && problem.code !== 'bad_credentials') on_signed_out(problem);
  return { ok: false, problem };
}
