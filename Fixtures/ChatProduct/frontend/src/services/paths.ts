const CHAT = '/api/v1/admin/chat';

/** Where the server answers; the router's own list is in backend/internal/server/routes.go. */
export const CHAT_PATHS = {
  login: '/api/v1/auth/login',
  messages: `${CHAT}/messages`,
  list: (sessionId: string, since: string | undefined, limit: number): string => {
    const query = new URLSearchParams({ session_id: sessionId });
    if (since !== undefined) {
      query.set('since', since);
    }
    query.set('limit', String(limit));
    return `${CHAT}/messages?${query.toString()}`;
  },
  sessions: `${CHAT}/sessions`,
  sharing: (sessionId: string): string => `${CHAT}/sessions/${encodeURIComponent(sessionId)}/sharing`,
  config: `${CHAT}/config`,
  performance: `${CHAT}/performance`,
  events: `${CHAT}/events`,
  socket: `${CHAT}/ws`,
} as const;
