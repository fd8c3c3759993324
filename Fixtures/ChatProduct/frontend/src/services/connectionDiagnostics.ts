import { request } from './apiClient';
import { performanceMonitor } from './performanceMonitor';
import { authToken } from './session';
import { socketProtocols, socketUrl } from './websocketAddress';
import websocketService from './websocketService';
import type { SocketStatus } from './websocketService';

const HANDSHAKE_TIMEOUT = 5000;

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
}

export interface DiagnosticReport {
  readonly socket: SocketStatus;
  readonly online: boolean;
  /** The average round trip of the socket's heartbeat, in milliseconds. */
  readonly pingMs: number;
  readonly checks: readonly CheckResult[];
  readonly trail: readonly string[];
}

const TRAIL_LIMIT = 50;
const trail: string[] = [];

/** Remembers what the interface showed, for the report. */
export function record(entry: string): void {
  trail.push(`${new Date().toISOString()} ${entry}`);
  if (trail.length > TRAIL_LIMIT) {
    trail.shift();
  }
}

/** Each check stands alone: one that fails does not keep the others from running. */
const CHECKS: Record<string, () => Promise<string>> = {
  'signed in': async () => {
    if (authToken() === '') {
      throw new Error('there is no token');
    }
    return 'there is a token';
  },
  'server health': async () => {
    await request('/health');
    return 'the server answers';
  },
  'socket health': async () => {
    await request('/health/websocket');
    return 'the server accepts sockets';
  },
  'socket handshake': () => handshake(socketUrl()),
};

export async function runDiagnostics(): Promise<DiagnosticReport> {
  const checks = await Promise.all(Object.entries(CHECKS).map(([name, check]) => runCheck(name, check)));
  return {
    socket: websocketService.status,
    online: navigator.onLine,
    pingMs: Math.round(performanceMonitor.summary('websocket', 'ping').average),
    checks,
    trail: [...trail],
  };
}

async function runCheck(name: string, check: () => Promise<string>): Promise<CheckResult> {
  try {
    return { name, passed: true, detail: await check() };
  } catch (error) {
    return { name, passed: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function handshake(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const socket = new WebSocket(url, socketProtocols());
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error(`no handshake within ${HANDSHAKE_TIMEOUT} ms`));
    }, HANDSHAKE_TIMEOUT);
    socket.onopen = () => {
      clearTimeout(timer);
      resolve(`open after ${Date.now() - startedAt} ms`);
      socket.close();
    };
    socket.onclose = (event) => {
      clearTimeout(timer);
      reject(new Error(`closed with code ${event.code}`));
    };
  });
}

/** Makes the report available on the browser's console. */
export function installDiagnostics(): void {
  Object.assign(window, { diagnoseConnection: runDiagnostics });
}
