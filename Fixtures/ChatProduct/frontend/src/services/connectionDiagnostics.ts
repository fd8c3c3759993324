import websocketService from './websocketService';
import type { SocketStatus } from './websocketService';

export interface DiagnosticReport {
  readonly socket: SocketStatus;
  readonly online: boolean;
  readonly trail: readonly string[];
}

const trail: string[] = [];

/** Remembers what the interface showed, for the report. */
export function record(entry: string): void {
  trail.push(`${new Date().toISOString()} ${entry}`);
}

export async function runDiagnostics(): Promise<DiagnosticReport> {
  try {
    await websocketService.connect();
  } catch (error) {
    record(error instanceof Error ? error.message : 'unknown error');
  }
  return { socket: websocketService.status, online: navigator.onLine, trail: [...trail] };
}

/** Makes the report available on the browser's console. */
export function installDiagnostics(): void {
  Object.assign(window, { diagnoseConnection: runDiagnostics });
}
