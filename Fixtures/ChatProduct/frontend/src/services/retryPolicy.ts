import { ApiError } from './apiClient';

/** Waits between the attempts to send a message, in milliseconds: five attempts in all. */
export const RETRY_DELAYS: readonly number[] = [1000, 2000, 4000, 8000];
export const MAX_ATTEMPTS = RETRY_DELAYS.length + 1;

/** A part of the wait by which it is made shorter or longer, so that clients do not come back all at once. */
const JITTER = 0.1;
/** What is added at most to a wait that the server asked for; it must not become shorter. */
const LATE_BY = 0.05;

/** Whether sending the same message again may bring something else. */
export function isWorthRepeating(error: ApiError): boolean {
  if (error.kind !== 'status') {
    return error.kind !== 'aborted';
  }
  return error.status >= 500 || error.status === 408 || error.status === 425 || error.status === 429;
}

/** How long to wait after the given number of attempts. */
export function retryDelay(attempts: number, retryAfter: number | null, random: number): number {
  const nominal = RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length) - 1];
  const jittered = nominal * (1 + (random * 2 - 1) * JITTER);
  return retryAfter === null ? jittered : Math.max(jittered, retryAfter * (1 + random * LATE_BY));
}
