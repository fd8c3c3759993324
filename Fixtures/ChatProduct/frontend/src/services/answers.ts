import type { ChatSession, MessageType, ServerMessage } from '@/types';
import { ApiError } from './apiClient';

export interface MessagePage {
  readonly messages: readonly ServerMessage[];
  readonly hasMore: boolean;
}

const MESSAGE_TYPES: readonly MessageType[] = ['user', 'assistant', 'system'];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an answer that says `success`; anything else is an error. */
export function successFields(body: unknown): Fields {
  if (!isFields(body)) {
    throw new ApiError('malformed', 'the answer is not an object');
  }
  if (body.success !== true) {
    const text = typeof body.error === 'string' && body.error !== '' ? body.error : 'the answer reports no success';
    throw new ApiError('malformed', text);
  }
  return body;
}

export function isServerMessage(value: unknown): value is ServerMessage {
  return (
    isFields(value) &&
    typeof value.id === 'string' &&
    value.id !== '' &&
    typeof value.content === 'string' &&
    typeof value.timestamp === 'string' &&
    MESSAGE_TYPES.some((type) => type === value.type)
  );
}

/** Reads a page of messages; `null` instead of a list counts as an empty one. */
export function readMessagePage(body: unknown): MessagePage {
  const { messages, has_more: hasMore } = successFields(body);
  if (messages === null || messages === undefined) {
    return { messages: [], hasMore: false };
  }
  if (!Array.isArray(messages) || !messages.every(isServerMessage)) {
    throw new ApiError('malformed', 'the list of messages cannot be read');
  }
  return { messages, hasMore: hasMore === true };
}

export function readMessageId(body: unknown): string {
  const { message_id: id } = successFields(body);
  if (typeof id !== 'string' || id === '') {
    throw new ApiError('malformed', 'the confirmation has no message id');
  }
  return id;
}

function isSession(value: unknown): value is ChatSession {
  return isFields(value) && typeof value.id === 'string' && typeof value.owner === 'string';
}

export function readSessions(body: unknown): readonly ChatSession[] {
  const { sessions } = successFields(body);
  if (!Array.isArray(sessions) || !sessions.every(isSession)) {
    throw new ApiError('malformed', 'the list of sessions cannot be read');
  }
  return sessions;
}

export function readSession(body: unknown): ChatSession {
  const { session } = successFields(body);
  if (!isSession(session)) {
    throw new ApiError('malformed', 'the session cannot be read');
  }
  return session;
}
