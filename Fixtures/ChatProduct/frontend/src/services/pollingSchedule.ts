/** In milliseconds, but for the factor. */
export const POLL_INTERVALS = { base: 3000, active: 2000, idle: 10_000, max: 30_000, factor: 1.5 };

/** How long after the user's last action polling stays fast, and when it becomes slow. */
const ACTIVE_FOR = 15_000;
const IDLE_AFTER = 60_000;

const SHORTEST_BASE = 1000;

/** Decides how long to wait before the next poll. */
export class PollingSchedule {
  private base = POLL_INTERVALS.base;
  private failures = 0;
  private lastActivity: number | null = null;
  private startedAt = 0;
  private notBefore = 0;

  /** Somebody opened the chat: not active yet, but not idle either. */
  started(now: number): void {
    this.startedAt = now;
    this.lastActivity = null;
    this.failures = 0;
    this.notBefore = 0;
  }

  noteActivity(now: number): void {
    this.lastActivity = now;
  }

  setBase(milliseconds: number): void {
    if (Number.isFinite(milliseconds)) {
      this.base = Math.min(Math.max(milliseconds, SHORTEST_BASE), POLL_INTERVALS.max);
    }
  }

  succeeded(): void {
    this.failures = 0;
    this.notBefore = 0;
  }

  /** `retryAfter` is the wait that the server asked for, in milliseconds. */
  failed(now: number, retryAfter: number | null): void {
    this.failures += 1;
    this.notBefore = retryAfter === null ? 0 : now + retryAfter;
  }

  /** How long to wait after a poll that ended at `pollEnded`. */
  delay(pollEnded: number): number {
    return Math.max(this.interval(pollEnded), this.notBefore - pollEnded);
  }

  /** How long the server still wants to be left alone. */
  embargo(now: number): number {
    return Math.max(0, this.notBefore - now);
  }

  private interval(now: number): number {
    if (this.failures > 0) {
      return Math.min(this.base * POLL_INTERVALS.factor ** this.failures, POLL_INTERVALS.max);
    }
    if (this.lastActivity !== null && now - this.lastActivity < ACTIVE_FOR) {
      return POLL_INTERVALS.active;
    }
    return now - Math.max(this.startedAt, this.lastActivity ?? 0) < IDLE_AFTER ? this.base : POLL_INTERVALS.idle;
  }
}
