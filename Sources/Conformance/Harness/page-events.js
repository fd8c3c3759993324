// Runs inside of a page's own context, so that its errors are the page's errors.
(function (host, page) {
  'use strict';

  class DOMException extends Error {
    constructor(message = '', name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name, configurable: true });
      this.code = { AbortError: 20, TimeoutError: 23, QuotaExceededError: 22 }[name] ?? 0;
    }
  }

  class Event {
    constructor(type, init = {}) {
      Object.assign(this, init);
      this.type = String(type);
      this.bubbles = init.bubbles === true;
      this.cancelable = init.cancelable === true;
      this.defaultPrevented = false;
      this.isStopped = false;
      this.timeStamp = host.passed();
      this.target ??= null;
      this.currentTarget = null;
    }
    preventDefault() {
      this.defaultPrevented = true;
    }
    stopPropagation() {
      this.isStopped = true;
    }
    stopImmediatePropagation() {
      this.isStopped = true;
      this.isEnded = true;
    }
  }

  class CustomEvent extends Event {}

  class EventTarget {
    #listeners = new Map();

    addEventListener(type, listener, options) {
      const { once = false, signal, capture = false } = typeof options === 'object' && options !== null ? options : {};
      if (listener === null || listener === undefined || signal?.aborted) {
        return;
      }
      const list = this.#listeners.get(type) ?? [];
      this.#listeners.set(type, list);
      const captures = capture || options === true;
      if (!list.some((known) => known.listener === listener && known.captures === captures)) {
        list.push({ listener, once, captures });
        signal?.addEventListener('abort', () => this.removeEventListener(type, listener, captures));
      }
    }

    removeEventListener(type, listener, options) {
      const captures = options === true || options?.capture === true;
      const list = this.#listeners.get(type) ?? [];
      this.#listeners.set(
        type,
        list.filter((known) => known.listener !== listener || known.captures !== captures),
      );
    }

    dispatchEvent(event) {
      event.target ??= this;
      event.currentTarget = this;
      const handler = this[`on${event.type}`];
      const all = [...(this.#listeners.get(event.type) ?? [])];
      if (typeof handler === 'function') {
        all.unshift({ listener: handler });
      }
      for (const { listener, once, captures } of all) {
        if (once) {
          this.removeEventListener(event.type, listener, captures);
        }
        try {
          if (typeof listener === 'function') {
            listener.call(this, event);
          } else {
            listener.handleEvent(event);
          }
        } catch (error) {
          page.uncaught(error);
        }
        if (event.isEnded) {
          break;
        }
      }
      return !event.defaultPrevented;
    }
  }

  class AbortSignal extends EventTarget {
    aborted = false;
    reason = undefined;
    onabort = null;

    throwIfAborted() {
      if (this.aborted) {
        throw this.reason;
      }
    }

    static abort(reason) {
      const controller = new AbortController();
      controller.abort(reason);
      return controller.signal;
    }

    static timeout(milliseconds) {
      const controller = new AbortController();
      page.setTimeout(() => controller.abort(new DOMException('signal timed out', 'TimeoutError')), milliseconds);
      return controller.signal;
    }

    static any(signals) {
      const controller = new AbortController();
      for (const signal of signals) {
        if (signal.aborted) {
          controller.abort(signal.reason);
        } else {
          signal.addEventListener('abort', () => controller.abort(signal.reason));
        }
      }
      return controller.signal;
    }
  }

  class AbortController {
    signal = new AbortSignal();

    abort(reason = new DOMException('The user aborted a request.', 'AbortError')) {
      if (this.signal.aborted) {
        return;
      }
      this.signal.aborted = true;
      this.signal.reason = reason;
      this.signal.dispatchEvent(new Event('abort'));
    }
  }

  Object.assign(page, { DOMException, Event, CustomEvent, EventTarget, AbortSignal, AbortController });
});
