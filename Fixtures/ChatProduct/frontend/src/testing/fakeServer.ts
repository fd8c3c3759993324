import type { ChatSession, ServerMessage } from '@/types';
import { session } from './client';

interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  aborted: boolean;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What to answer instead; undefined leaves the request to the server's own rules. */
export type Fault = (request: RecordedRequest) => Reply | 'unreachable' | 'hang' | 'answer lost' | undefined;

const LATENCY = 20;
const START = Date.parse('2024-05-01T12:00:00Z');

/** A chat server in memory that answers `fetch` after a short time on the fake clock. */
export class FakeServer {
  readonly requests: RecordedRequest[] = [];
  readonly stored: ServerMessage[] = [];
  sessions: ChatSession[] = [];
  latency = LATENCY;
  fault: Fault = () => undefined;
  mode = 'polling';
  private readonly idsByKey = new Map<string, string>();

  install(): this {
    Object.assign(globalThis, { fetch: this.fetch });
    return this;
  }

  gets(): RecordedRequest[] {
    return this.requests.filter((request) => request.method === 'GET' && request.path.endsWith('/messages'));
  }

  posts(): RecordedRequest[] {
    return this.requests.filter((request) => request.method === 'POST' && request.path.endsWith('/messages'));
  }

  /** The waits between one poll's answer and the next poll. */
  waits(): number[] {
    const gets = this.gets();
    return gets.slice(1).map((request, index) => request.at - gets[index].at - this.latency);
  }

  store(sessionId: string, content: string, author = 'grace', type: ServerMessage['type'] = 'user'): ServerMessage {
    const number = this.stored.length + 1;
    const message: ServerMessage = {
      id: `msg_${String(number).padStart(26, '0')}`,
      type,
      content,
      author,
      session_id: sessionId,
      status: 'delivered',
      timestamp: new Date(Math.max(Date.now(), START)).toISOString(),
    };
    this.stored.push(message);
    return message;
  }

  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const [path, query] = url.split('?');
    const request: RecordedRequest = {
      at: Date.now(),
      method: init.method ?? 'GET',
      path,
      query: new URLSearchParams(query),
      headers: { ...(init.headers as Record<string, string>) },
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
      aborted: false,
    };
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      const answer = setTimeout(() => {
        const outcome = this.fault(request);
        if (outcome === 'hang') {
          return;
        }
        const reply = typeof outcome === 'object' ? outcome : this.reply(request, outcome === 'unreachable');
        if (typeof outcome === 'string') {
          reject(new TypeError('Failed to fetch'));
        } else {
          resolve(asResponse(reply));
        }
      }, this.latency);
      init.signal?.addEventListener('abort', () => {
        request.aborted = true;
        clearTimeout(answer);
        reject(Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' }));
      });
    });
  };

  private reply(request: RecordedRequest, unreachable: boolean): Reply {
    if (unreachable) {
      return { status: 0 };
    }
    if (request.path.endsWith('/messages')) {
      return request.method === 'POST' ? this.take(request) : this.list(request);
    }
    const [route] = Object.keys(this.routes).filter((end) => request.path.endsWith(end));
    return { status: 200, body: { success: true, ...this.routes[route]?.(request) } };
  }

  private readonly routes: Record<string, (request: RecordedRequest) => object> = {
    '/login': () => ({ token: 'signed-in', username: 'ada' }),
    '/config': (request) => {
      this.mode = String(request.body.mode ?? this.mode);
      return { mode: this.mode, fallback_delay_ms: 5000, max_reconnect_attempts: 3 };
    },
    '/performance': () => ({ transports: { polling: { messages: 3, average_delivery_ms: 12 } } }),
    '/sessions': (request) => {
      if (request.method === 'GET') {
        return { sessions: this.sessions };
      }
      const id = `session-${this.sessions.length + 1}000`;
      const made = { ...session(id), client_name: String(request.body.client_name) };
      this.sessions.push(made);
      return { session: made };
    },
    '/sharing': (request) => {
      const shared = request.body.shared === true;
      this.sessions = this.sessions.map((known) => (request.path.includes(known.id) ? { ...known, shared } : known));
      return { session: this.sessions[0] };
    },
  };

  private take(request: RecordedRequest): Reply {
    const key = request.headers['Idempotency-Key'];
    const known = this.idsByKey.get(key);
    if (known !== undefined) {
      return { status: 200, body: { success: true, message_id: known } };
    }
    const { id } = this.store(String(request.body.session_id), String(request.body.content), 'ada');
    this.idsByKey.set(key, id);
    return { status: 201, body: { success: true, message_id: id } };
  }

  private list(request: RecordedRequest): Reply {
    const { query } = request;
    const all = this.stored.filter((message) => message.session_id === query.get('session_id'));
    const since = query.get('since');
    const start = since === null ? 0 : all.findIndex((message) => message.id === since) + 1;
    if (since !== null && start === 0) {
      return { status: 400, body: { success: false, error: 'unknown cursor', code: 'unknown_cursor' } };
    }
    const messages = all.slice(start, start + Number(query.get('limit') ?? 50));
    const etag = `W/"${start}-${all.length}"`;
    if (request.headers['If-None-Match'] === etag) {
      return { status: 304, headers: { ETag: etag } };
    }
    const hasMore = start + messages.length < all.length;
    return { status: 200, headers: { ETag: etag }, body: { success: true, messages, has_more: hasMore } };
  }
}

function asResponse({ status, body, headers = {} }: Reply): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name: string) => headers[name] ?? null },
    text: () => Promise.resolve(text),
  } as unknown as Response;
}
