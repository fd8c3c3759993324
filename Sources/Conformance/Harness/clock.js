'use strict';

/** More callbacks than this at one instant are a loop without end. */
const MOST_AT_ONE_INSTANT = 10_000;

/**
 * The one queue of everything that happens later: timers, answers, scripted events.
 * Entries are ordered by when they are due, then by when they were made. Times are whole
 * milliseconds since the beginning of the run.
 */
class Clock {
  constructor(epoch) {
    this.epoch = epoch;
    this.passed = 0;
    /** How many entries have run; what happens before the first belongs to turn 0. */
    this.turn = 0;
    this.heap = [];
    this.sequence = 0;
    this.instant = { at: -1, count: 0 };
  }

  now() {
    return this.epoch + this.passed;
  }

  /** `about` says what it is, for the list of what was left. */
  at(due, run, about) {
    this.sequence += 1;
    const entry = { due: Math.max(due, this.passed), order: this.sequence, run, about, isOver: false };
    push(this.heap, entry);
    return entry;
  }

  after(delay, run, about) {
    return this.at(this.passed + delay, run, about);
  }

  /** The next entry that is due by `until`, with the clock moved on to it. */
  take(until) {
    while (this.heap.length > 0 && this.heap[0].isOver) {
      pop(this.heap);
    }
    if (this.heap.length === 0 || this.heap[0].due > until) {
      return null;
    }
    const entry = pop(this.heap);
    entry.isOver = true;
    // After a jump the clock is ahead of what was due meanwhile.
    this.passed = Math.max(this.passed, entry.due);
    this.turn += 1;
    this.count(entry);
    return entry;
  }

  /** What `take` answers, when its time has come: in virtual time that is now. */
  async next(until) {
    return this.take(until);
  }

  /** The run begins with the first thing that is due. */
  start() {}

  /** When the next entry is due; null where there is none. */
  get nextDue() {
    while (this.heap.length > 0 && this.heap[0].isOver) {
      pop(this.heap);
    }
    return this.heap.length === 0 ? null : this.heap[0].due;
  }

  /** The machine slept: everything due meanwhile comes late. */
  jump(milliseconds) {
    this.passed += milliseconds;
  }

  left() {
    return this.heap.filter((entry) => !entry.isOver && entry.about.kind === 'timer').sort(byDue);
  }

  count(entry) {
    this.instant = this.instant.at === this.passed ? this.instant : { at: this.passed, count: 0 };
    this.instant.count += 1;
    if (this.instant.count > MOST_AT_ONE_INSTANT) {
      const place = entry.about.from ?? entry.about.kind;
      throw new Error(`more than ${MOST_AT_ONE_INSTANT} callbacks at ${this.passed} ms; the last is of ${place}`);
    }
  }
}

function byDue(first, second) {
  return first.due - second.due || first.order - second.order;
}

function push(heap, entry) {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (byDue(heap[parent], heap[index]) <= 0) {
      return;
    }
    [heap[parent], heap[index]] = [heap[index], heap[parent]];
    index = parent;
  }
}

function pop(heap) {
  const first = heap[0];
  const last = heap.pop();
  if (heap.length === 0) {
    return first;
  }
  heap[0] = last;
  for (let index = 0; ; ) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    let least = index;
    if (left < heap.length && byDue(heap[left], heap[least]) < 0) {
      least = left;
    }
    if (right < heap.length && byDue(heap[right], heap[least]) < 0) {
      least = right;
    }
    if (least === index) {
      return first;
    }
    [heap[least], heap[index]] = [heap[index], heap[least]];
    index = least;
  }
}

module.exports = { Clock };
