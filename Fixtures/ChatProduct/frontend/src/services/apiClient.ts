import { authToken } from './session';

const BASE_URL = process.env.REACT_APP_API_URL ?? '';
const REQUEST_TIMEOUT = 10_000;

/** Why a request brought nothing usable. */
type FailureKind =
  /** No answer: no connection, or the server cannot be reached. */
  | 'network'
  | 'timeout'
  /** Given up by the caller. */
  | 'aborted'
  /** An answer that does not make sense. */
  | 'malformed'
  /** An answer with a status that is not a success. */
  | 'status';

export class ApiError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly status = 0,
    /** How long the server asked to be left alone, in milliseconds. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborting it ends the request with the kind `aborted`. */
  readonly abort?: AbortController;
}

interface ApiResponse {
  /** The decoded body; null for 304 and for an empty answer to a request without interest in one. */
  readonly body: unknown;
  readonly notModified: boolean;
  readonly etag: string | null;
}

/** Makes one request with the current token and gives up after ten seconds. Throws only `ApiError`. */
export async function request(path: string, options: RequestOptions = {}): Promise<ApiResponse> {
  const abort = options.abort ?? new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, REQUEST_TIMEOUT);
  try {
    const response = await fetch(BASE_URL + path, {
      method: options.method ?? 'GET',
      signal: abort.signal,
      headers: headersFor(options),
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    const notModified = response.status === 304;
    const text = notModified ? '' : await response.text();
    if (!response.ok && !notModified) {
      throw statusError(response, text);
    }
    return { body: notModified ? null : decode(text), notModified, etag: response.headers.get('ETag') };
  } catch (error) {
    if (error instanceof ApiError) {
      throw error;
    }
    if (timedOut) {
      throw new ApiError('timeout', `no answer within ${REQUEST_TIMEOUT / 1000} s`);
    }
    const message = error instanceof Error ? error.message : String(error);
    throw new ApiError(abort.signal.aborted ? 'aborted' : 'network', message);
  } finally {
    clearTimeout(timer);
  }
}

function headersFor(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { ...options.headers };
  const token = authToken();
  if (token !== '') {
    headers.Authorization = `Bearer ${token}`;
  }
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return headers;
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError('malformed', 'the answer is not JSON');
  }
}

function statusError(response: Response, text: string): ApiError {
  return new ApiError(
    'status',
    serverText(text) ?? `the server answered ${response.status}`,
    response.status,
    parseRetryAfter(response.headers.get('Retry-After'), Date.now()),
  );
}

/** The server's own words about an error, if the body has them. */
function serverText(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' && error !== '' ? error : undefined;
  } catch {
    return undefined;
  }
}

const LONGEST_WAIT = 3_600_000;

/** Reads a `Retry-After` header, seconds or a date, as milliseconds from now. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') {
    return null;
  }
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}
