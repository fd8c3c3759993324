import type { ChatSession } from '@/types';
import { readSession, readSessions, successFields } from './answers';
import { request } from './apiClient';
import { CHAT_PATHS } from './paths';

export async function signIn(username: string, password: string): Promise<string> {
  const { body } = await request(CHAT_PATHS.login, { method: 'POST', body: { username, password } });
  const { token } = successFields(body);
  if (typeof token !== 'string') {
    throw new Error('the server sent no token');
  }
  return token;
}

export async function listSessions(): Promise<readonly ChatSession[]> {
  const { body } = await request(CHAT_PATHS.sessions);
  return readSessions(body);
}

export async function createSession(clientName: string): Promise<ChatSession> {
  const { body } = await request(CHAT_PATHS.sessions, { method: 'POST', body: { client_name: clientName } });
  return readSession(body);
}

/** Shows a session to all administrators, or to its owner alone again. */
export async function shareSession(sessionId: string, shared: boolean): Promise<ChatSession> {
  const { body } = await request(CHAT_PATHS.sharing(sessionId), { method: 'PUT', body: { shared } });
  return readSession(body);
}
