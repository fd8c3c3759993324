// Runs inside of a page's own context: addresses and what bodies are made of.
(function (host, page) {
  'use strict';

  class URLSearchParams {
    #pairs = [];

    constructor(init = '') {
      if (typeof init === 'string') {
        for (const part of init.replace(/^\?/, '').split('&').filter((text) => text !== '')) {
          const at = part.indexOf('=');
          this.append(decoded(at < 0 ? part : part.slice(0, at)), decoded(at < 0 ? '' : part.slice(at + 1)));
        }
      } else {
        for (const [name, value] of typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init)) {
          this.append(name, value);
        }
      }
    }
    append(name, value) {
      this.#pairs.push([String(name), String(value)]);
    }
    set(name, value) {
      const at = this.#pairs.findIndex(([known]) => known === name);
      this.#pairs = this.#pairs.filter(([known], index) => known !== name || index === at);
      if (at < 0) {
        this.append(name, value);
      } else {
        this.#pairs[at][1] = String(value);
      }
    }
    get(name) {
      return this.#pairs.find(([known]) => known === name)?.[1] ?? null;
    }
    getAll(name) {
      return this.#pairs.filter(([known]) => known === name).map(([, value]) => value);
    }
    has(name) {
      return this.#pairs.some(([known]) => known === name);
    }
    delete(name) {
      this.#pairs = this.#pairs.filter(([known]) => known !== name);
    }
    forEach(visit) {
      this.#pairs.forEach(([name, value]) => visit(value, name, this));
    }
    entries() {
      return this.#pairs[Symbol.iterator]();
    }
    [Symbol.iterator]() {
      return this.#pairs[Symbol.iterator]();
    }
    toString() {
      return this.#pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
    }
  }

  function decoded(text) {
    return decodeURIComponent(text.replaceAll('+', ' '));
  }

  function encoded(text) {
    return encodeURIComponent(text)
      .replaceAll('%20', '+')
      .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  class URL {
    constructor(text, base) {
      const parts = host.parseURL(String(text), base === undefined ? null : String(base));
      if (parts === null) {
        throw new TypeError(`Invalid URL: ${text}`);
      }
      Object.assign(this, JSON.parse(parts));
      this.searchParams = new URLSearchParams(this.search);
    }
    toString() {
      return this.href;
    }
    toJSON() {
      return this.href;
    }
  }

  /** Pairs of a form: kept for whoever asks whether there are such things. */
  class FormData extends URLSearchParams {}

  class Blob {
    #text;

    constructor(parts = [], { type = '' } = {}) {
      this.#text = parts.map(String).join('');
      this.type = type;
      this.size = unescape(encodeURIComponent(this.#text)).length;
    }
    text() {
      return Promise.resolve(this.#text);
    }
  }

  /** An element that nobody sees; a link takes addresses apart, as libraries have it do. */
  function createElement(name) {
    const attributes = new Map();
    const element = Object.assign(new page.EventTarget(), {
      tagName: String(name).toUpperCase(),
      style: {},
      setAttribute(key, value) {
        attributes.set(key, String(value));
        if (key === 'href') {
          Object.assign(element, JSON.parse(host.parseURL(String(value), JSON.parse(host.location).href) ?? '{}'));
        }
      },
      getAttribute: (key) => attributes.get(key) ?? null,
      removeAttribute: (key) => void attributes.delete(key),
      appendChild: (child) => child,
      removeChild: (child) => child,
      remove: () => undefined,
    });
    return element;
  }

  Object.assign(page, { URLSearchParams, FormData, Blob, URL, createElement });
});
