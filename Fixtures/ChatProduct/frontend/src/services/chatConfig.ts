import type { ChatMode } from '@/types';
import { successFields } from './answers';
import { request } from './apiClient';
import { CHAT_PATHS } from './paths';

export interface ChatConfig {
  readonly mode: ChatMode;
  readonly fallbackEnabled: boolean;
  readonly fallbackDelay: number;
  readonly maxReconnectAttempts: number;
  readonly pollingInterval: number;
  readonly pingInterval: number;
}

/** What holds until the server has said otherwise. */
export const DEFAULT_CONFIG: ChatConfig = {
  mode: parseMode(process.env.REACT_APP_CHAT_MODE) ?? 'auto',
  fallbackEnabled: true,
  fallbackDelay: 5000,
  maxReconnectAttempts: Number(process.env.REACT_APP_WS_RECONNECT_ATTEMPTS ?? 3),
  pollingInterval: 3000,
  pingInterval: 25_000,
};

export function parseMode(value: unknown): ChatMode | undefined {
  return value === 'websocket' || value === 'polling' || value === 'auto' ? value : undefined;
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : otherwise;
}

function readConfig(body: unknown): ChatConfig {
  const fields = successFields(body);
  const socket = (fields.websocket ?? {}) as { readonly ping_interval_ms?: unknown };
  return {
    mode: parseMode(fields.mode) ?? DEFAULT_CONFIG.mode,
    fallbackEnabled: fields.fallback_enabled !== false,
    fallbackDelay: positive(fields.fallback_delay_ms, DEFAULT_CONFIG.fallbackDelay),
    maxReconnectAttempts: positive(fields.max_reconnect_attempts, DEFAULT_CONFIG.maxReconnectAttempts),
    pollingInterval: positive(fields.polling_interval_ms, DEFAULT_CONFIG.pollingInterval),
    pingInterval: positive(socket.ping_interval_ms, DEFAULT_CONFIG.pingInterval),
  };
}

export async function loadChatConfig(): Promise<ChatConfig> {
  const { body } = await request(CHAT_PATHS.config);
  return readConfig(body);
}

/** Sets the mode for everybody who has not chosen one in the own browser. */
export async function saveServerMode(mode: ChatMode): Promise<ChatConfig> {
  const { body } = await request(CHAT_PATHS.config, { method: 'PUT', body: { mode } });
  return readConfig(body);
}
