import type { ServerMessage } from '@/types';
import { isServerMessage } from './answers';

export type ClientFrame =
  | { readonly type: 'subscribe'; readonly session_id: string; readonly after?: string }
  | { readonly type: 'message'; readonly session_id: string; readonly content: string; readonly client_id: string }
  | { readonly type: 'ack'; readonly message_id: string }
  | { readonly type: 'ping' };

export type ServerFrame =
  | { readonly type: 'message'; readonly message: ServerMessage }
  | { readonly type: 'ack'; readonly client_id: string; readonly message_id: string }
  | { readonly type: 'pong' }
  | { readonly type: 'error'; readonly error: string; readonly client_id: string }
  | { readonly type: 'subscribed'; readonly session_id: string };

/** Reads a frame; undefined for one that makes no sense, which is not worth closing the socket for. */
export function readFrame(text: string): ServerFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const frame = value as Readonly<Record<string, unknown>>;
  switch (frame.type) {
    case 'pong':
      return { type: 'pong' };
    case 'message':
      return isServerMessage(frame.message) ? { type: 'message', message: frame.message } : undefined;
    case 'ack':
      return { type: 'ack', client_id: String(frame.client_id), message_id: String(frame.message_id) };
    case 'error':
      return { type: 'error', error: String(frame.error), client_id: String(frame.client_id) };
    case 'subscribed':
      return { type: 'subscribed', session_id: String(frame.session_id) };
    default:
      return undefined;
  }
}
