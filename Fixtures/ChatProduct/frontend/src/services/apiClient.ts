const BASE_URL = process.env.REACT_APP_API_URL ?? '';
const TIMEOUT_MS = 10_000;

/** An answer that is not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export function authToken(): string {
  return localStorage.getItem('adminToken') ?? '';
}

export async function request<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(BASE_URL + path, {
      ...init,
      signal: abort.signal,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${authToken()}` },
    });
    if (!response.ok) {
      throw new ApiError(response.status, `${path} answered ${response.status}`);
    }
    return (await response.json()) as Answer;
  } finally {
    clearTimeout(timer);
  }
}
