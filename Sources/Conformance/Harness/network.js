'use strict';
const { seeded } = require('./random.js');

const LATENCY = 20;

/** Carries requests to the server, as well as the case's faults let it. */
class Network {
  /**
   * @param job the case's `faults`, `latency` and `seed`.
   * @param api the binding's paths.
   * @param transport answers a request: `ask(request, give, fail)` answers how to give it up.
   * @param clock the run's clock.
   * @param trace where everything is written down.
   */
  constructor(job, api, transport, clock, trace) {
    Object.assign(this, { api, transport, clock, trace });
    this.latency = job.latency ?? LATENCY;
    this.rules = job.faults.map((rule) => ({ ...rule, seen: 0, used: 0 }));
    this.chance = seeded(job.seed);
    this.number = 0;
    this.underWay = new Map();
  }

  /** Sends a request of a page; `answer` and `fail` tell how it ended. Answers its number. */
  send(page, url, method, headers, body, { answer, fail }) {
    this.number += 1;
    const { pathname, search, searchParams } = new URL(url, page.location);
    const lowered = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const request = {
      number: this.number, page, method, path: pathname, query: Object.fromEntries(searchParams), target: pathname + search,
      headers: lowered, body: body ?? '',
    };
    const { number, path, query } = request;
    this.trace.add(page.name, 'request', { r: number, method, path, query, headers: lowered, body: request.body });
    const flight = { request, isOver: false, fail };
    this.underWay.set(number, flight);
    const rule = this.rule(request);
    const latency = this.latencyOf(rule);
    const half = Math.trunc(latency / 2);
    const about = { kind: 'network' };
    const end = (why) => this.end(flight, () => { this.note(flight, 'failed', { why }); fail(); });
    if (page.isCutOff || rule?.fail === 'network' || rule?.fail === 'down') {
      this.clock.after(latency, () => end('network'), about);
    } else if (rule?.fail !== 'hang') {
      this.clock.after(half, () => this.arrive(flight, rule, latency - half, answer, end), about);
    }
    return number;
  }

  /** The request has reached the server. */
  arrive(flight, rule, rest, answer, end) {
    if (flight.isOver) {
      return;
    }
    const give = ({ status, headers, text }) => {
      if (flight.isOver) {
        return;
      }
      this.clock.after(rest, () => {
        if (flight.request.page.isCutOff || rule?.fail === 'lost') {
          end('lost');
          return;
        }
        this.end(flight, () => {
          const kept = rule?.fail === 'cut' ? text.slice(0, Math.trunc(text.length / 2)) : text;
          this.note(flight, 'answer', { status, items: itemsOf(kept) });
          answer(status, JSON.stringify(headers), kept);
        });
      }, { kind: 'network' });
    };
    if (rule?.status !== undefined) {
      give({ status: rule.status, headers: { 'Content-Type': 'application/json', ...rule.headers }, text: rule.body ?? '' });
    } else {
      // Whatever comes from outside waits in the queue like everything else.
      flight.giveUp = this.transport.ask(flight.request, give, () => this.clock.after(0, () => end('network'), { kind: 'network' }));
    }
  }

  abort(number) {
    const flight = this.underWay.get(number);
    if (flight !== undefined) {
      this.end(flight, () => this.note(flight, 'failed', { why: 'aborted' }));
    }
  }

  /** Everything of a page that is under way ends with the page. */
  close(page) {
    for (const flight of [...this.underWay.values()].filter((one) => one.request.page === page)) {
      this.end(flight, () => this.note(flight, 'failed', { why: 'unloaded' }));
    }
  }

  end(flight, tell) {
    if (!flight.isOver) {
      flight.isOver = true;
      flight.giveUp?.();
      this.underWay.delete(flight.request.number);
      tell();
    }
  }

  note(flight, kind, more) {
    this.trace.add(flight.request.page.name, kind, { r: flight.request.number, ...more });
  }

  /** The first rule that a request falls under. */
  rule(request) {
    const { passed } = this.clock;
    for (const rule of this.rules) {
      const isMeant =
        this.isOn(rule.on, request) && (rule.page === undefined || rule.page === request.page.name) &&
        (rule.holds === undefined || request.body.includes(rule.holds)) &&
        passed >= (rule.from ?? 0) && passed < (rule.until ?? Infinity);
      if (!isMeant) {
        continue;
      }
      rule.seen += 1;
      if (rule.seen <= (rule.skip ?? 0) || rule.used >= (rule.times ?? Infinity)) {
        continue;
      }
      if (rule.percent !== undefined && this.chance() * 100 >= rule.percent) {
        continue;
      }
      rule.used += 1;
      return rule;
    }
    return undefined;
  }

  isOn(kind, { method, path }) {
    const is = (route) => route !== null && route.method === method && route.path === path;
    switch (kind) {
      case 'get': return is(this.api.list);
      case 'post': return is(this.api.send);
      case 'config': return is(this.api.config);
      default: return true;
    }
  }

  latencyOf(rule) {
    const [least, most] = rule?.latency ?? [this.latency, this.latency];
    return least === most ? least : least + Math.trunc(this.chance() * (most - least + 1));
  }
}

/** How many messages a body holds. */
function itemsOf(text) {
  try {
    const { messages } = JSON.parse(text);
    return Array.isArray(messages) ? messages.length : 0;
  } catch {
    return 0;
  }
}

module.exports = { Network };
