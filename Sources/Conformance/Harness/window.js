'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { pageScript } = require('./page-script.js');
const { randomOf } = require('./random.js');

const scriptOf = (name) => pageScript(fs.readFileSync(path.join(__dirname, name), 'utf8'), `suite/${name}`);
const guard = scriptOf('page-guard.js');
const parts = ['page-events.js', 'page-address.js', 'page-network.js', 'page.js'].map(scriptOf);

const LOCATION = 'http://app.invalid/admin/chat';

/** A browser's window in a context of its own, complete before the client's code runs. */
class Window {
  /**
   * @param name `A` or `B`.
   * @param world the case's: `online`, `hidden`, `random`, `networkError`.
   * @param storage by kind, kept over reloads.
   * @param run `clock`, `network`, `trace`.
   */
  constructor(name, world, storage, { clock, network, trace }) {
    Object.assign(this, { name, storage, clock, network, trace });
    this.location = LOCATION;
    this.isCutOff = !world.online;
    /** How it is now: a page that is loaded anew begins so. */
    this.now = { online: world.online, hidden: world.hidden };
    this.isClosed = false;
    this.timers = new Map();
    this.lastTimer = 0;
    // An object with a prototype would be a way out: its constructor is the harness's own.
    this.context = vm.createContext(Object.create(null));
    this.page = pageScript('({})', 'suite/page').runInContext(this.context);
    const { guarded, guardedAll } = guard.runInContext(this.context)();
    this.page.guarded = guarded;
    const host = guardedAll(this.host(world));
    parts.forEach((part) => part.runInContext(this.context)(host, this.page));
    this.page.assemble(world.online, world.hidden);
  }

  host(world) {
    const { clock, network, trace } = this;
    const random = randomOf(world.random);
    return {
      now: () => clock.now(),
      passed: () => clock.passed,
      random,
      networkError: world.networkError,
      location: JSON.stringify(partsOf(new URL(LOCATION))),
      setTimer: (delay, every, stack, run) => this.setTimer(delay, every, placeIn(stack), run),
      clearTimer: (id) => this.clearTimer(id),
      request: (url, method, headers, body, ends) => network.send(this, url, method, JSON.parse(headers), body, this.whileOpen(ends)),
      beacon: (url, body) => network.send(this, url, 'POST', [], body, { answer: () => undefined, fail: () => undefined }) > 0,
      abort: (number) => network.abort(number),
      stored: (kind) => this.storage[kind] ?? '[]',
      store: (kind, text) => {
        this.storage[kind] = text;
      },
      log: (level, text) => trace.log(level, text),
      uncaught: (text) => trace.add(this.name, 'uncaught', { text: text.slice(0, 500) }),
      socket: (what) => trace.add(this.name, 'socket', { what }),
      atob: (text) => Buffer.from(text, 'base64').toString('latin1'),
      btoa: (text) => Buffer.from(text, 'latin1').toString('base64'),
      parseURL: (text, base) => {
        try {
          return JSON.stringify(partsOf(new URL(text, base ?? undefined)));
        } catch {
          return null;
        }
      },
    };
  }

  whileOpen({ answer, fail }) {
    return {
      answer: (...values) => (this.isClosed ? undefined : answer(...values)),
      fail: () => (this.isClosed ? undefined : fail()),
    };
  }

  setTimer(delay, every, from, run) {
    this.lastTimer += 1;
    const id = this.lastTimer;
    const about = { kind: 'timer', from, every };
    const fire = () => {
      if (this.isClosed) {
        return;
      }
      if (every > 0) {
        this.timers.set(id, this.clock.after(every, fire, about));
      } else {
        this.timers.delete(id);
      }
      run();
    };
    this.timers.set(id, this.clock.after(delay, fire, about));
    return id;
  }

  clearTimer(id) {
    const entry = this.timers.get(id);
    if (entry !== undefined) {
      entry.isOver = true;
      this.timers.delete(id);
    }
  }

  /** What happens to a browser: `key`, `offline`, `hidden`, … */
  happen(what) {
    if (what === 'offline' || what === 'online') {
      this.isCutOff = what === 'offline';
      this.now.online = !this.isCutOff;
    }
    if (what === 'hidden' || what === 'shown') {
      this.now.hidden = what === 'hidden';
    }
    this.page.happen[what]();
  }

  /** The page is left: its requests end, its timers never fire. */
  close() {
    this.page.happen.beforeunload();
    this.isClosed = true;
    this.timers.forEach((entry) => {
      entry.isOver = true;
    });
    this.network.close(this);
  }
}

function partsOf({ href, origin, protocol, host, hostname, port, pathname, search, hash }) {
  return { href, origin, protocol, host, hostname, port, pathname, search, hash };
}

/** The client's line that set a timer: the first one that is not the suite's. */
function placeIn(stack) {
  const line = stack.split('\n').slice(1).find((text) => !text.includes('suite/page'));
  return line === undefined ? '' : line.trim().replace(/^at /, '');
}

module.exports = { Window };
