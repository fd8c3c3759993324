'use strict';
const { Clock } = require('./clock.js');

/** The same queue in real time: an entry waits until the machine's clock has come to it. */
class RealClock extends Clock {
  constructor() {
    super(Date.now());
    this.begun = null;
    this.wake = () => undefined;
  }

  /** Before the start no time passes: what pages take to be compiled is no part of the run. */
  get passed() {
    return this.begun === null ? 0 : Math.trunc(performance.now() - this.begun);
  }

  /** Nobody but the machine moves this clock. */
  set passed(_value) {}

  start() {
    this.epoch = Date.now();
    this.begun = performance.now();
  }

  /** An answer may come while the queue waits for something later. */
  at(due, run, about) {
    const entry = super.at(due, run, about);
    this.wake();
    return entry;
  }

  async next(until) {
    for (;;) {
      const due = this.nextDue;
      const { passed } = this;
      if (due !== null && due <= Math.min(passed, until)) {
        return this.take(until);
      }
      if (passed >= until) {
        return null;
      }
      await this.sleep(Math.min(due ?? until, until) - passed);
    }
  }

  sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, milliseconds));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

module.exports = { RealClock };
