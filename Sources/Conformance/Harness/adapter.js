'use strict';
const { BindingError, namesOf } = require('./binding-error.js');

const NEEDED = ['select', 'start', 'stop', 'send'];
const VERBS = [...NEEDED, 'retry', 'reconnect', 'interval', 'configure', 'subscribe'];
const SIGHTS = ['status', 'state', 'stateText'];

/**
 * A binding's `drive` with everything that it leaves open taken from an adapter: a module of the
 * repository's own whose exports are named like the verbs and the sights. A verb gets one object
 * with `session`, `text`, `id` or `milliseconds`; `subscribe` gets a listener.
 */
function adapted(drive, adapter) {
  const has = (name) => typeof adapter[name] === 'function';
  const verb = (name) => drive[name] ?? (has(name) ? { call: name, on: null, dispatch: null, args: null, isAdapters: true } : null);
  const sight = (name) => drive.observe[name] ?? (has(name) ? { from: 'adapter', call: name, path: '' } : null);
  const result = { ...drive, observe: { ...drive.observe, messages: sight('messages') } };
  VERBS.forEach((name) => {
    result[name] = verb(name);
  });
  SIGHTS.forEach((name) => {
    result.observe[name] = sight(name);
  });
  if (result.observe.banner.length === 0 && has('banner')) {
    result.observe.banner = [{ from: 'adapter', call: 'banner', path: '' }];
  }
  const missing = [...NEEDED.filter((name) => result[name] === null), ...(result.observe.messages === null ? ['messages'] : [])];
  if (missing.length > 0) {
    const exported = namesOf(adapter, () => true);
    throw new BindingError('client.drive.adapter', `${drive.adapter.path} exports no ${missing.join(', no ')}`, `it exports ${exported}`);
  }
  return result;
}

module.exports = { adapted };
