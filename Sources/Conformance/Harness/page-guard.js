// Runs inside of a page's own context, before everything else there.
(function () {
  'use strict';

  /**
   * A function of the harness as the page gets it: made here, and it throws errors that are
   * made here. With a function or an error of the harness in its hands, the client's code would
   * reach everything that the harness can do.
   */
  function guarded(call) {
    return (...values) => {
      let text;
      try {
        return call(...values);
      } catch (error) {
        text = `${error.message}`;
      }
      throw new TypeError(text);
    };
  }

  function guardedAll(host) {
    const result = {};
    for (const name in host) {
      result[name] = typeof host[name] === 'function' ? guarded(host[name]) : host[name];
    }
    return result;
  }

  return { guarded, guardedAll };
});
