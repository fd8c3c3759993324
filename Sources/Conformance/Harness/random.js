'use strict';

/** Numbers from 0 to 1 that are the same on every machine (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Nearly one value. Not exactly: ids made of the time and of a constant would be the same
 * for two messages in one millisecond.
 */
function around(value) {
  let calls = 0;
  return () => {
    calls += 1;
    return value >= 0.5 ? value - calls * 1e-7 : value + calls * 1e-7;
  };
}

/** `{value}` or `{seed}`. */
function randomOf(wish) {
  return wish.seed === undefined ? around(wish.value) : seeded(wish.seed);
}

module.exports = { randomOf, seeded };
