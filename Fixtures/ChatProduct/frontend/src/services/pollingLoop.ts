/**
 * Runs a task again and again, never twice at once. A wait begins when a run has
 * ended; running now while a run is under way means another run right after it.
 */
export class PollingLoop {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private underWay: AbortController | null = null;
  private runAgain = false;
  private waitBegan = 0;
  private enabled = false;

  /**
   * @param task must not throw; its controller is aborted when the loop gives it up.
   * @param delay tells how long to wait after a run that ended at the given time.
   */
  constructor(
    private readonly task: (abort: AbortController) => Promise<void>,
    private readonly delay: (endedAt: number) => number,
  ) {}

  isEnabled(): boolean {
    return this.enabled;
  }

  /** Starts with a run, unless the loop is on already. */
  enable(firstAfter = 0): void {
    if (this.enabled) {
      return;
    }
    this.enabled = true;
    this.runAfter(firstAfter);
  }

  /** Ends the wait. A run under way goes on, unless it is to be given up. */
  disable(giveUp: boolean): void {
    this.enabled = false;
    this.clearTimer();
    if (giveUp) {
      this.giveUp();
    }
  }

  /** Gives up what is under way and begins anew. */
  restart(after = 0): void {
    this.giveUp();
    if (this.enabled) {
      this.runAfter(after);
    }
  }

  /** Measures a running wait anew, after what decides on it has changed. */
  reconsider(): void {
    if (this.timer !== null) {
      const delay = this.delay(this.waitBegan);
      const passed = Math.max(0, Date.now() - this.waitBegan); // a clock that was set back does not count
      this.wait(Math.max(0, delay - passed));
    }
  }

  private runAfter(milliseconds: number): void {
    if (milliseconds > 0) {
      this.wait(milliseconds);
    } else {
      void this.run();
    }
  }

  private async run(): Promise<void> {
    this.clearTimer();
    if (this.underWay !== null) {
      this.runAgain = true;
      return;
    }
    const abort = new AbortController();
    this.underWay = abort;
    this.runAgain = false;
    await this.task(abort);
    if (this.underWay !== abort) {
      return; // given up meanwhile; somebody else carries on
    }
    this.underWay = null;
    this.waitBegan = Date.now();
    if (this.enabled) {
      this.runAfter(this.runAgain ? 0 : this.delay(this.waitBegan));
    }
  }

  private wait(milliseconds: number): void {
    this.clearTimer();
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.run();
    }, milliseconds);
  }

  private giveUp(): void {
    const abandoned = this.underWay;
    this.underWay = null;
    this.runAgain = false;
    abandoned?.abort();
  }

  private clearTimer(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
