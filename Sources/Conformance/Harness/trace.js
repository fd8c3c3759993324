'use strict';

/** Everything that was seen in one run, in order. */
class Trace {
  constructor(clock) {
    this.clock = clock;
    this.events = [];
    this.console = [];
  }

  add(page, kind, more = {}) {
    this.events.push({ s: this.events.length, n: this.clock.turn, t: this.clock.passed, p: page, k: kind, ...more });
  }

  /** Only the end of what a client says is of use. */
  log(level, text) {
    this.console.push(`${this.clock.passed} ${level}: ${text.slice(0, 300)}`);
    if (this.console.length > 40) {
      this.console.shift();
    }
  }
}

module.exports = { Trace };
