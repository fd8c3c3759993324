// Runs inside of a page's own context: what a page can ask the network by.
(function (host, page) {
  'use strict';

  class Headers {
    #values = new Map();

    constructor(init) {
      const pairs = init === undefined || init === null ? [] : typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
      for (const [name, value] of pairs) {
        this.append(name, value);
      }
    }
    append(name, value) {
      const key = String(name).toLowerCase();
      const before = this.#values.get(key);
      this.#values.set(key, before === undefined ? String(value) : `${before}, ${value}`);
    }
    set(name, value) {
      this.#values.set(String(name).toLowerCase(), String(value));
    }
    get(name) {
      return this.#values.get(String(name).toLowerCase()) ?? null;
    }
    has(name) {
      return this.#values.has(String(name).toLowerCase());
    }
    delete(name) {
      this.#values.delete(String(name).toLowerCase());
    }
    forEach(visit) {
      this.#values.forEach((value, name) => visit(value, name, this));
    }
    entries() {
      return this.#values.entries();
    }
    keys() {
      return this.#values.keys();
    }
    values() {
      return this.#values.values();
    }
    [Symbol.iterator]() {
      return this.#values.entries();
    }
  }

  class Response {
    #text;
    bodyUsed = false;

    constructor(text = '', { status = 200, statusText = '', headers, url = '' } = {}) {
      this.#text = text ?? '';
      this.status = status;
      this.statusText = statusText;
      this.ok = status >= 200 && status < 300;
      this.headers = new Headers(headers);
      this.url = url;
      this.redirected = false;
      this.type = 'basic';
    }
    text() {
      if (this.bodyUsed) {
        return Promise.reject(new TypeError('body stream already read'));
      }
      this.bodyUsed = true;
      return Promise.resolve(this.#text);
    }
    async json() {
      return JSON.parse(await this.text());
    }
    clone() {
      const { status, statusText, headers, url } = this;
      return new Response(this.#text, { status, statusText, headers, url });
    }
  }

  class Request {
    constructor(input, init = {}) {
      const base = input instanceof Request ? input : {};
      this.url = input instanceof Request ? input.url : String(input);
      this.method = init.method ?? base.method ?? 'GET';
      this.headers = new Headers(init.headers ?? base.headers);
      this.body = init.body ?? base.body;
      this.signal = init.signal ?? base.signal ?? null;
    }
  }

  /** Bodies are text; what else there is becomes text as the platform makes it. */
  function bodyText(body) {
    if (body instanceof page.FormData || body instanceof page.Blob) {
      throw new TypeError('this page sends text alone, no forms and no blobs');
    }
    return body === undefined || body === null ? null : String(body);
  }

  function fetch(input, init = {}) {
    return new Promise((resolve, reject) => {
      const request = new Request(input, init);
      const { signal } = request;
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const method = String(request.method).toUpperCase();
      const handle = host.request(request.url, method, JSON.stringify([...request.headers]), bodyText(request.body), {
        answer(status, headers, text) {
          resolve(new Response(text, { status, headers: JSON.parse(headers), url: request.url }));
        },
        fail() {
          reject(new TypeError(host.networkError));
        },
      });
      signal?.addEventListener('abort', () => {
        host.abort(handle);
        reject(signal.reason);
      });
    });
  }

  class XMLHttpRequest extends page.EventTarget {
    readyState = 0;
    status = 0;
    statusText = '';
    responseText = '';
    responseType = '';
    responseURL = '';
    timeout = 0;
    withCredentials = false;
    upload = new page.EventTarget();
    #sent = new Headers();
    #received = new Headers();
    #handle = null;
    #timer = null;

    open(method, url) {
      this.method = String(method).toUpperCase();
      this.responseURL = String(url);
      this.#move(1);
    }
    setRequestHeader(name, value) {
      this.#sent.append(name, value);
    }
    overrideMimeType() {}
    getResponseHeader(name) {
      return this.#received.get(name);
    }
    getAllResponseHeaders() {
      return [...this.#received].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }
    get response() {
      if (this.responseType !== 'json') {
        return this.responseText;
      }
      try {
        return JSON.parse(this.responseText);
      } catch {
        return null;
      }
    }
    send(body) {
      if (this.timeout > 0) {
        this.#timer = page.setTimeout(() => this.#end('timeout', true), this.timeout);
      }
      this.#handle = host.request(this.responseURL, this.method, JSON.stringify([...this.#sent]), bodyText(body), {
        answer: (status, headers, text) => {
          this.status = status;
          this.#received = new Headers(JSON.parse(headers));
          this.responseText = text;
          this.#move(2);
          this.#move(3);
          this.#end('load', false);
        },
        fail: () => this.#end('error', false),
      });
    }
    abort() {
      if (this.#handle !== null) {
        this.#end('abort', true);
      }
    }
    #move(state) {
      this.readyState = state;
      this.dispatchEvent(new page.Event('readystatechange'));
    }
    #end(type, givesUp) {
      if (this.#handle === null) {
        return;
      }
      if (givesUp) {
        host.abort(this.#handle);
      }
      this.#handle = null;
      page.clearTimeout(this.#timer);
      this.#move(4);
      this.dispatchEvent(new page.Event(type));
      this.dispatchEvent(new page.Event('loadend'));
    }
  }
  Object.assign(XMLHttpRequest, { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 });

  /** No page may open a channel of its own; that it tried is what is told. */
  function refused(name) {
    return class {
      constructor() {
        host.socket(name);
        throw new page.DOMException(`${name} is not available`, 'SecurityError');
      }
    };
  }

  Object.assign(page, {
    Headers,
    Response,
    Request,
    fetch,
    XMLHttpRequest,
    WebSocket: refused('WebSocket'),
    EventSource: refused('EventSource'),
  });
});
