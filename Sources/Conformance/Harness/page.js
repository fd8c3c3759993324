// Runs inside of a page's own context and makes it look like a browser's window. `host`
// offers functions over plain values; the client never gets hold of it.
(function (host, page) {
  'use strict';

  const RealDate = Date;
  function VirtualDate(...values) {
    if (new.target === undefined) {
      return new RealDate(host.now()).toString();
    }
    return Reflect.construct(RealDate, values.length === 0 ? [host.now()] : values, new.target);
  }
  VirtualDate.prototype = RealDate.prototype;
  Object.setPrototypeOf(VirtualDate, RealDate);
  VirtualDate.now = () => host.now();
  RealDate.prototype.constructor = VirtualDate;

  /** As browsers do: whole milliseconds, and nothing below zero. */
  function delayOf(value) {
    const delay = Math.trunc(Number(value));
    return Number.isFinite(delay) && delay > 0 ? Math.min(delay, 2_147_483_647) : 0;
  }

  function timer(run, delay, values, every) {
    const call = typeof run === 'function' ? run : () => undefined;
    return host.setTimer(delayOf(delay), every ? Math.max(delayOf(delay), 1) : 0, String(new Error().stack), () => {
      try {
        call(...values);
      } catch (error) {
        page.uncaught(error);
      }
    });
  }

  class Storage {
    #name;
    #values;

    constructor(name) {
      this.#name = name;
      this.#values = new Map(JSON.parse(host.stored(name)));
    }
    get length() {
      return this.#values.size;
    }
    key(index) {
      return [...this.#values.keys()][index] ?? null;
    }
    getItem(key) {
      return this.#values.get(String(key)) ?? null;
    }
    setItem(key, value) {
      this.#values.set(String(key), String(value));
      this.#keep();
    }
    removeItem(key) {
      this.#values.delete(String(key));
      this.#keep();
    }
    clear() {
      this.#values.clear();
      this.#keep();
    }
    #keep() {
      host.store(this.#name, JSON.stringify([...this.#values]));
    }
  }

  function shown(value) {
    if (typeof value === 'string') {
      return value;
    }
    if (value instanceof Error) {
      return `${value.name}: ${value.message}`;
    }
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  }

  const log = (level) => (...values) => host.log(level, values.map(shown).join(' '));
  const console = Object.fromEntries(
    ['log', 'info', 'debug', 'warn', 'error', 'trace', 'group', 'groupEnd', 'table', 'assert'].map((name) => [name, log(name)]),
  );

  page.setTimeout = (run, delay, ...values) => timer(run, delay, values, false);
  page.setInterval = (run, delay, ...values) => timer(run, delay, values, true);
  page.clearTimeout = (id) => host.clearTimer(id ?? null);
  page.uncaught = (error) => host.uncaught(shown(error));

  page.assemble = (isOnline, isHidden) => {
    const window = globalThis;
    const { EventTarget, Event } = page;
    const events = new EventTarget();
    const document = new EventTarget();
    const textArea = { tagName: 'TEXTAREA', nodeName: 'TEXTAREA', isContentEditable: false, closest: () => null, matches: () => false };
    const state = { isOnline, isHidden };

    Object.assign(document, {
      body: new EventTarget(),
      documentElement: new EventTarget(),
      readyState: 'complete',
      title: '',
      cookie: '',
      activeElement: null,
      hasFocus: () => !state.isHidden,
      querySelector: () => null,
      querySelectorAll: () => [],
      getElementById: () => null,
      createElement: page.createElement,
    });
    Object.defineProperties(document, {
      hidden: { get: () => state.isHidden, configurable: true },
      visibilityState: { get: () => (state.isHidden ? 'hidden' : 'visible'), configurable: true },
    });
    const navigator = {
      userAgent: 'Sunset',
      language: 'en-GB',
      languages: ['en-GB'],
      sendBeacon: (url, body) => host.beacon(String(url), body === undefined || body === null ? null : String(body)),
    };
    Object.defineProperty(navigator, 'onLine', { get: () => state.isOnline, configurable: true, enumerable: true });
    const frame = (run) => page.setTimeout(() => run(host.passed()), 16);

    const { DOMException, CustomEvent, AbortSignal, AbortController } = page;
    const { Headers, Response, Request, fetch, XMLHttpRequest, WebSocket, EventSource } = page;
    const { URLSearchParams, FormData, Blob, URL } = page;
    Object.assign(window, {
      window,
      self: window,
      document,
      navigator,
      console,
      DOMException,
      Event,
      CustomEvent,
      EventTarget,
      AbortSignal,
      AbortController,
      Headers,
      Response,
      Request,
      fetch,
      XMLHttpRequest,
      URLSearchParams,
      FormData,
      Blob,
      URL,
      WebSocket,
      EventSource,
      Date: VirtualDate,
      localStorage: new Storage('local'),
      sessionStorage: new Storage('session'),
      location: JSON.parse(host.location),
      performance: { now: () => host.passed(), mark: () => undefined, measure: () => undefined, timeOrigin: host.now() },
      crypto: {
        randomUUID: () => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, () => Math.floor(host.random() * 16).toString(16)),
        getRandomValues: (array) => array.map(() => Math.floor(host.random() * 2 ** (8 * array.BYTES_PER_ELEMENT))),
      },
      setTimeout: page.setTimeout,
      setInterval: page.setInterval,
      clearTimeout: page.clearTimeout,
      clearInterval: page.clearTimeout,
      setImmediate: (run, ...values) => page.setTimeout(run, 0, ...values),
      requestAnimationFrame: frame,
      cancelAnimationFrame: page.clearTimeout,
      requestIdleCallback: (run) => page.setTimeout(() => run({ didTimeout: false, timeRemaining: () => 10 }), 1),
      queueMicrotask: (run) => void Promise.resolve().then(run),
      structuredClone: (value) => JSON.parse(JSON.stringify(value)),
      atob: (text) => host.atob(String(text)),
      btoa: (text) => host.btoa(String(text)),
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      dispatchEvent: (event) => {
        const handler = window[`on${event.type}`];
        if (typeof handler === 'function') {
          handler.call(window, event);
        }
        return events.dispatchEvent(event);
      },
    });
    Math.random = () => host.random();

    /** What happens on a document reaches the window behind it. */
    function onDocument(type, init = {}) {
      const event = new Event(type, { bubbles: true, ...init });
      document.dispatchEvent(event);
      if (!event.isStopped) {
        event.currentTarget = window;
        window.dispatchEvent(event);
      }
    }
    const setOnline = (isOnline) => {
      state.isOnline = isOnline;
      window.dispatchEvent(new Event(isOnline ? 'online' : 'offline', { target: window }));
    };
    const setHidden = (isHidden) => {
      state.isHidden = isHidden;
      onDocument('visibilitychange', { target: document });
    };
    page.happen = {
      /** One key in a text area, as a browser tells it. */
      key: () => ['keydown', 'keypress', 'input', 'keyup'].forEach((type) => onDocument(type, { target: textArea, key: 'a' })),
      online: () => setOnline(true),
      offline: () => setOnline(false),
      hidden: () => setHidden(true),
      shown: () => setHidden(false),
      focus: () => window.dispatchEvent(new Event('focus', { target: window })),
      blur: () => window.dispatchEvent(new Event('blur', { target: window })),
      beforeunload: () => ['beforeunload', 'pagehide', 'unload'].forEach((type) => window.dispatchEvent(new Event(type, { target: window }))),
    };
  };

  /** Everything that modules get is made here, in the page's own context. */
  page.module = () => ({ exports: {} });
  page.requireOf = (load) => (name) => {
    const result = load(String(name));
    if (result.error !== undefined) {
      throw new Error(result.error);
    }
    return result.exports;
  };
  page.parse = (text) => JSON.parse(text);
  /** `told` hears whether what a call promised came true. */
  page.watch = (promise, told) => {
    promise.then(() => told(true), () => told(false));
  };
  page.processOf = (environment) => ({ env: JSON.parse(environment), browser: true, nextTick: (run, ...values) => void Promise.resolve().then(() => run(...values)) });
});
