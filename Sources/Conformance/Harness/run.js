'use strict';
const { Client, filled } = require('./client.js');
const { Clock } = require('./clock.js');
const { LiveTransport } = require('./live-transport.js');
const { Network } = require('./network.js');
const { RealClock } = require('./real-clock.js');
const { ServerModel } = require('./server.js');
const { Trace } = require('./trace.js');
const { Window } = require('./window.js');

/** The beginning of every run, 2024-05-01T12:00:00Z. */
const EPOCH = 1_714_564_800_000;

/** One case: its pages, its server and everything that happens to them. */
class Run {
  /** `started` is told when the time of a run begins, in milliseconds since 1970. */
  constructor(job, setting, modules, started) {
    Object.assign(this, { job, setting, modules, started });
    this.clock = job.live === null ? new Clock(EPOCH) : new RealClock();
    this.trace = new Trace(this.clock);
    this.server = new ServerModel(setting.api, job.server, this.clock, (stored) => this.trace.add('', 'stored', stored));
    this.network = new Network(job, setting.api, this.transport(), this.clock, this.trace);
    this.storages = {};
    this.clients = {};
  }

  transport() {
    if (this.job.live !== null) {
      return new LiveTransport(this.job.live.port);
    }
    return { ask: (request, give) => void give(this.server.handle(request)) };
  }

  /** Runs to the end. Answers everything that was seen. */
  async finish() {
    const { job, clock, trace } = this;
    if (job.live === null) {
      this.prepare();
    }
    for (const page of job.pages) {
      this.open(page, job.select);
      await settle();
    }
    clock.start();
    this.started(clock.epoch);
    for (const action of job.script) {
      clock.at(action.at, () => this.perform(action), { kind: 'script' });
    }
    this.observe();
    for (let entry = await clock.next(job.until); entry !== null; entry = await clock.next(job.until)) {
      entry.run();
      await settle();
      this.observe();
    }
    clock.passed = Math.max(clock.passed, job.until);
    const timers = clock.left().map(({ due, about }) => ({ due, every: about.every, from: about.from }));
    const keys = Object.fromEntries(Object.entries(this.clients).map(([name, client]) => [name, client.stateKeys()]));
    trace.add('', 'end', { timers, keys, underWay: this.network.underWay.size });
    return { events: trace.events, console: trace.console };
  }

  prepare() {
    const { session, stored, shared } = this.job.server;
    if (session) {
      this.job.sessions.forEach((known) => this.server.prepare(known, 'U1', shared));
    }
    for (let number = 1; number <= stored; number += 1) {
      this.server.store(this.job.session, `old ${number}`, 'U2');
    }
  }

  /** Opens a page, or opens it anew with what it has stored. */
  open(name, session) {
    const { job, setting } = this;
    this.storages[name] ??= storageOf(setting.storage, job.tokens[name]);
    const before = this.clients[name]?.window;
    const world = before === undefined ? job.world : { ...job.world, ...before.now };
    const window = new Window(name, world, this.storages[name], this);
    const { drive, environment } = setting;
    const client = new Client(window, drive, this.modules, environment, job.overlay, this.trace);
    this.clients[name] = client;
    this.trace.add(name, 'open');
    client.load(session);
  }

  perform(action) {
    const { trace } = this;
    const name = action.page;
    const client = this.clients[name];
    const { at, page, ...rest } = action;
    trace.add(name, 'did', rest);
    if (client.drive[action.do] === null) {
      trace.add(name, 'unbound', { verb: action.do });
      return;
    }
    try {
      this.carryOut(action, client, name);
    } catch (error) {
      trace.add(name, 'broken', { text: `${action.do}: ${error.message}` });
    }
    this.observe();
  }

  carryOut(action, client, name) {
    const { session } = this.job;
    switch (action.do) {
      case 'start':
      case 'stop':
      case 'reconnect':
      case 'configure':
        client.settling(action.do, () => client.perform(action.do, {}));
        break;
      case 'interval':
        client.perform('interval', { milliseconds: Number(action.value) });
        break;
      case 'select':
        client.select(action.value ?? session);
        break;
      case 'send':
        for (let number = 1; number <= action.times; number += 1) {
          const text = action.value.replaceAll('${i}', String(number));
          client.send(text, text);
        }
        break;
      case 'retry':
        client.retry(action.value, `retry ${action.value}`);
        break;
      case 'subscribe':
        client.subscribe(action.value, action.throws);
        break;
      case 'unsubscribe':
        client.unsubscribe(action.value);
        break;
      case 'token':
        this.signIn(client, action.value);
        break;
      case 'store':
        for (let number = 1; number <= action.times; number += 1) {
          this.server.store(session, action.value.replaceAll('${i}', String(number)), 'U2');
        }
        break;
      case 'jump':
        this.clock.jump(Number(action.value));
        break;
      case 'close':
        client.window.close();
        break;
      case 'reload':
        client.window.close();
        this.open(name, null);
        break;
      default:
        client.window.happen(action.do);
    }
  }

  /** Somebody signs in while the page is open: what the storage holds of the token changes. */
  signIn(client, token) {
    for (const [kind, key, value] of this.setting.storage) {
      if (value.includes('${token}')) {
        const storage = client.window.context[kind === 'local' ? 'localStorage' : 'sessionStorage'];
        storage.setItem(key, filled(value, { token: token ?? '' }));
      }
    }
  }

  observe() {
    Object.values(this.clients).forEach((client) => client.observe());
  }
}

/** Lets every promise that is ready run its course, however long the chain. */
function settle() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function storageOf(entries, token) {
  const storage = {};
  for (const kind of ['local', 'session']) {
    const own = entries.filter(([where, , value]) => where === kind && !(token === null && value.includes('${token}')));
    storage[kind] = JSON.stringify(own.map(([, key, value]) => [key, filled(value, { token: token ?? '' })]));
  }
  return storage;
}

module.exports = { Run };
