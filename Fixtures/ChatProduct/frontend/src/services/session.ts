/** The one place where the administrator's token is kept. */
const TOKEN_KEY = 'adminToken';

export function authToken(): string {
  return localStorage.getItem(TOKEN_KEY) ?? '';
}

export function keepToken(token: string): void {
  localStorage.setItem(TOKEN_KEY, token);
}

export function forgetToken(): void {
  localStorage.removeItem(TOKEN_KEY);
}

/** The name in the token, for show and for telling one's own messages; the server checks for itself. */
export function currentUser(): string {
  const payload = authToken().split('.')[1];
  if (payload === undefined) {
    return '';
  }
  try {
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const escaped = [...bytes].map((byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
    const { username, sub } = JSON.parse(decodeURIComponent(escaped.join(''))) as { username?: unknown; sub?: unknown };
    return typeof username === 'string' ? username : typeof sub === 'string' ? sub : '';
  } catch {
    return '';
  }
}
