import type { Middleware } from 'redux';
import type { ChatSession } from '@/types';
import type { ChatState } from './slices/chatSlice';

const STORAGE_KEY = 'chatSession';

/** The session that was open when the page was last left, if it can be read. */
export function rememberedSession(): ChatSession | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    return isSession(value) ? value : null;
  } catch {
    return null;
  }
}

function isSession(value: unknown): value is ChatSession {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}

/** Writes the session's choice down, so that a reload comes back to it. */
export const rememberSession: Middleware<Record<string, never>, { chat: ChatState }> =
  (api) => (next) => (action: { readonly type: string }) => {
    const result: unknown = next(action);
    try {
      if (action.type === 'chat/chatCleared') {
        localStorage.removeItem(STORAGE_KEY);
      } else if (action.type === 'chat/setCurrentSession') {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(api.getState().chat.currentSession));
      }
    } catch {
      // Storage may be full or forbidden; then a reload begins without a session.
    }
    return result;
  };
