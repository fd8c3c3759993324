'use strict';

/** Carries requests to a real server on this machine, whatever host their address names. */
class LiveTransport {
  constructor(port) {
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Asks the server. Answers how to give the request up. */
  ask({ method, target, headers, body }, give, fail) {
    const controller = new AbortController();
    const init = { method, headers, redirect: 'manual', signal: controller.signal };
    if (body !== '' && method !== 'GET' && method !== 'HEAD') {
      init.body = body;
    }
    fetch(this.origin + target, init)
      .then(async (response) => ({ status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }))
      .then(give, fail);
    return () => controller.abort();
  }
}

module.exports = { LiveTransport };
