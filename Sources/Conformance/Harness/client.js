'use strict';
const { adapted } = require('./adapter.js');
const { BindingError, namesOf, isMethod } = require('./binding-error.js');
const { LoadedModules } = require('./modules.js');

/** The repository's client in a window, driven and observed as the binding says. */
class Client {
  /**
   * @param window where it lives.
   * @param drive the binding's `drive`.
   * @param modules what its modules mean.
   * @param job the case's `overlay`; the binding's environment.
   * @param trace where what is seen is written down.
   */
  constructor(window, drive, modules, environment, overlay, trace) {
    Object.assign(this, { window, drive, trace });
    this.loaded = new LoadedModules(modules, window.page, window.context, environment, overlay, (module) =>
      trace.add(window.name, 'loaded', { module }),
    );
    this.seen = {};
    this.list = [];
    this.subscriptions = [];
  }

  /** Loads the store, chooses the session if one is to be chosen before, then the service. */
  load(session) {
    if (this.drive.adapter !== null) {
      this.adapter = this.loaded.run(this.drive.adapter.file);
      this.drive = adapted(this.drive, this.adapter);
    }
    const { store } = this.drive;
    if (store !== null) {
      this.store = this.member(store, 'store');
      this.store.subscribe(this.callback(() => this.observe()));
    }
    // An action of the store chooses the session before the service is there to hear of it.
    const isEarly = this.drive.select.dispatch !== null;
    if (session !== null && isEarly) {
      this.select(session);
    }
    this.instance = this.drive.instance === null ? this.adapter : this.member(this.drive.instance, 'instance');
    if (session !== null && !isEarly) {
      this.select(session);
    }
    if (this.drive.manager !== null) {
      this.manager = this.member(this.drive.manager, 'manager');
    }
    this.observe();
  }

  /**
   * Something to be called by the page, which must not get hold of a function of the harness.
   * What goes wrong in it is no matter of the client's, which may be in the middle of something.
   */
  callback(call) {
    return this.window.page.guarded(() => {
      try {
        call();
      } catch (error) {
        this.trouble ??= error;
      }
    });
  }

  member({ module, export: name }, place) {
    const exports = this.loaded.load(module);
    if (exports[name] === undefined) {
      const names = namesOf(exports, () => true);
      throw new BindingError(`client.drive.${place}`, `${module} exports no '${name}'`, `it exports ${names}`);
    }
    return exports[name];
  }

  select(session) {
    this.perform('select', { session });
    this.session = session;
  }

  /** Carries out a verb of the binding; answers what the client answered. */
  perform(name, values) {
    const verb = this.drive[name];
    const parse = (value) => this.window.page.parse(JSON.stringify(value));
    const args = verb.isAdapters ? [parse(values)] : verb.args === null ? [] : filled(JSON.parse(verb.args), values).map(parse);
    if (verb.dispatch !== null) {
      const action = this.member(verb.dispatch, `${name}.dispatch`);
      if (typeof action !== 'function') {
        throw new BindingError(`client.drive.${name}.dispatch`, `'${verb.dispatch.export}' makes no action`, 'name a function that does');
      }
      return this.store.dispatch(action(...args));
    }
    const owner = this.owner(verb, name);
    return owner[this.method(owner, verb.call, `client.drive.${name}`)](...args);
  }

  owner(verb, name) {
    if (verb.isAdapters) {
      return this.adapter;
    }
    return verb.on === null ? this.instance : this.member(verb.on, `${name}.on`);
  }

  /** The name of a method, which must be one. */
  method(owner, name, place) {
    if (owner === undefined || owner === null || typeof owner[name] !== 'function') {
      throw new BindingError(place, `there is no method '${name}'`, `name one of: ${namesOf(owner, isMethod)}`);
    }
    return name;
  }

  send(text, label) {
    this.settling(label, () => this.perform('send', { text, session: this.session ?? '' }));
    this.observe();
  }

  /** The message with this text is sent again, as its button does. */
  retry(text, label) {
    const own = this.list.find((message) => message.text === text);
    if (own === undefined) {
      throw new Error(`there is no message '${text}' to send again`);
    }
    this.settling(label, () => this.perform('retry', { id: own.key, text, session: this.session ?? '' }));
    this.observe();
  }

  /** Writes down how what a call promised came out. */
  settling(label, call) {
    const note = (how) => this.trace.add(this.window.name, 'settled', { label, how });
    let promise;
    try {
      promise = call();
    } catch (error) {
      if (error instanceof BindingError) {
        throw error;
      }
      note('thrown');
      return;
    }
    if (typeof promise?.then !== 'function') {
      note('returned');
      return;
    }
    const { page } = this.window;
    page.watch(promise, page.guarded((isKept) => note(isKept === true ? 'resolved' : 'rejected')));
  }

  subscribe(label, throws) {
    const listener = this.window.page.guarded(() => {
      this.trace.add(this.window.name, 'called', { label });
      if (throws) {
        throw new Error('a subscriber that throws');
      }
    });
    const verb = this.drive.subscribe;
    const owner = verb.isAdapters ? this.adapter : verb.on === null ? this.manager : this.member(verb.on, 'subscribe.on');
    const end = owner[this.method(owner, verb.call, 'client.drive.subscribe')](listener);
    if (typeof end !== 'function') {
      throw new BindingError('client.drive.subscribe', `'${verb.call}' answers no function that ends it`, 'name a method that does');
    }
    this.subscriptions.push({ label, end });
  }

  unsubscribe(label) {
    this.subscriptions.filter((one) => one.label === label).forEach((one) => one.end());
  }

  // What can be seen

  observe() {
    if (this.trouble !== undefined) {
      throw this.trouble;
    }
    if (this.window.isClosed || this.instance === undefined) {
      return;
    }
    const { observe } = this.drive;
    for (const name of ['state', 'stateText', 'status']) {
      this.note(name, observe[name] === null ? null : String(this.value(observe[name], name) ?? ''));
    }
    this.note('banner', observe.banner.map((place) => this.value(place, 'banner')).filter((text) => typeof text === 'string' && text !== '').join(' / '));
    this.observeMessages(observe.messages);
  }

  value(place, name) {
    const { store, manager, instance, adapter } = this;
    // The manager is loaded last; until then nothing is known of it.
    const target = { store, manager, instance, adapter }[place.from];
    if (target === undefined) {
      return undefined;
    }
    if (place.call !== null) {
      return at(target[this.method(target, place.call, `client.observe.${name}`)](), place.path);
    }
    return at(place.from === 'store' ? target.getState() : target, place.path);
  }

  note(name, value) {
    if (value !== null && this.seen[name] !== value) {
      this.seen[name] = value;
      this.trace.add(this.window.name, 'see', { what: name, value });
    }
  }

  /** Only what has changed in the list is written down. */
  observeMessages(place) {
    const shown = this.value(place, 'messages');
    if (shown === this.shown) {
      return;
    }
    const before = this.shown ?? [];
    this.shown = shown;
    const length = typeof shown?.length === 'number' ? shown.length : 0;
    const changed = {};
    let isChanged = length !== this.list.length;
    for (let index = 0; index < length; index += 1) {
      if (index < this.list.length && shown[index] === before[index]) {
        continue;
      }
      const message = this.read(shown[index]);
      if (index >= this.list.length || !isSame(message, this.list[index])) {
        const { key, ...visible } = message;
        changed[index] = visible;
        this.list[index] = message;
        isChanged = true;
      }
    }
    if (isChanged) {
      this.list.length = length;
      this.trace.add(this.window.name, 'list', { length, set: changed });
    }
  }

  read(message) {
    const { fields } = this.drive.observe;
    const text = (name) => String((name.includes('/') ? at(message, name) : message?.[name]) ?? '');
    return {
      id: text(fields.id),
      text: text(fields.text),
      who: text(fields.who),
      status: text(fields.status),
      time: text(fields.time),
      error: text(fields.error),
      key: text(fields.key),
    };
  }

  /** The names of everything in the store's state, for what must not be there. */
  stateKeys() {
    const names = new Set();
    const visit = (value, depth) => {
      if (typeof value === 'object' && value !== null && depth < 12) {
        for (const [key, child] of Object.entries(value)) {
          if (!Array.isArray(value)) {
            names.add(key);
          }
          visit(child, depth + 1);
        }
      }
    };
    if (this.store !== undefined) {
      visit(this.store.getState(), 0);
    }
    return [...names].sort();
  }
}

function isSame(first, second) {
  return (
    first.status === second.status && first.id === second.id && first.text === second.text && first.error === second.error &&
    first.time === second.time && first.who === second.who && first.key === second.key
  );
}

function at(value, path) {
  return path
    .split('/')
    .filter((part) => part !== '')
    .reduce((inner, part) => inner?.[part], value);
}

/** `${name}` in every text of a JSON value. */
function filled(value, values) {
  if (typeof value === 'string') {
    const whole = /^\$\{(\w+)\}$/.exec(value);
    return whole !== null && values[whole[1]] !== undefined
      ? values[whole[1]]
      : value.replace(/\$\{(\w+)\}/g, (text, name) => values[name] ?? text);
  }
  if (Array.isArray(value)) {
    return value.map((item) => filled(item, values));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, values)]));
  }
  return value;
}

module.exports = { Client, filled };
