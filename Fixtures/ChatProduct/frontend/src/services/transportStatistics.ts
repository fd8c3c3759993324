import type { Transport } from '@/types';
import { successFields } from './answers';
import { request } from './apiClient';
import { CHAT_PATHS } from './paths';

export interface TransportFigures {
  readonly messages: number;
  readonly averageDelivery: number;
  readonly p95Delivery: number;
  readonly errors: number;
}

export interface TransportComparison {
  readonly transports: Readonly<Record<Transport, TransportFigures>>;
  /** How many sockets are open. */
  readonly socketConnections: number;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function readFigures(value: unknown): TransportFigures {
  const fields = fieldsOf(value);
  return {
    messages: count(fields.messages),
    averageDelivery: count(fields.average_delivery_ms),
    p95Delivery: count(fields.p95_delivery_ms),
    errors: count(fields.errors),
  };
}

/** What the server measured for both transports. */
export async function loadTransportComparison(): Promise<TransportComparison> {
  const { body } = await request(CHAT_PATHS.performance);
  const transports = fieldsOf(successFields(body).transports);
  return {
    transports: {
      websocket: readFigures(transports.websocket),
      polling: readFigures(transports.polling),
    },
    socketConnections: count(fieldsOf(transports.websocket).connections),
  };
}
