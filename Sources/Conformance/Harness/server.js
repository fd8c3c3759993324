'use strict';

/** RFC 3339, which the platform's own parser is not strict about. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * A chat server that does what the catalogue asks of one, in memory. Paths and names of
 * fields are the binding's; what else it does is set by the case.
 */
class ServerModel {
  /**
   * @param api paths, fields, `idempotencyHeader`, `replyInAnswer`, `unknownSession`.
   * @param wish `session` (whether S1 is there), `shared`, `etag`, `pageMax`, `replies`, `config`.
   * @param clock the run's clock.
   * @param tell called with each message that is stored.
   */
  constructor(api, wish, clock, tell) {
    Object.assign(this, { api, wish, clock, tell });
    this.sessions = new Map();
    this.owners = new Map();
    this.shared = new Set();
    this.confirmed = new Map();
    this.number = 0;
  }

  /** What a request gets: status, headers, text. */
  handle(request) {
    const { send, list, config } = this.api;
    const author = authorOf(request.headers.authorization);
    if (author === null) {
      return refusal(401, 'not signed in', { 'WWW-Authenticate': 'Bearer' });
    }
    if (request.path === send.path && request.method === send.method) {
      return this.take(request, author);
    }
    if (request.path === list.path && request.method === list.method) {
      return this.page(request, author);
    }
    if (config !== null && request.path === config.path && request.method === config.method) {
      return this.wish.config === null ? refusal(404, 'no such path') : { status: 200, headers: {}, text: this.wish.config };
    }
    return refusal(404, 'no such path');
  }

  /** A session that is there before anybody has written in it. */
  prepare(session, owner, isShared) {
    this.open(session);
    this.owners.set(session, owner);
    if (isShared) {
      this.shared.add(session);
    }
  }

  /** Who wrote first owns a session; others may use it where it is shared. */
  isFor(session, author) {
    const owner = this.owners.get(session);
    return owner === undefined || owner === author || this.shared.has(session);
  }

  open(session) {
    const messages = this.sessions.get(session) ?? [];
    this.sessions.set(session, messages);
    return messages;
  }

  store(session, content, author, kind = 'user', key = '') {
    this.number += 1;
    const id = `m-${String(this.number).padStart(8, '0')}`;
    const message = { id, content, author, kind, session, at: new Date(this.clock.now()).toISOString() };
    this.open(session).push(message);
    this.tell({ session, id, content, who: kind, key });
    return message;
  }

  take(request, author) {
    const { fields, idempotencyHeader } = this.api;
    const body = objectOf(request.body);
    if (body === null) {
      return refusal(400, 'the body is no JSON object');
    }
    const content = body[fields.content];
    const session = body[fields.session];
    if (typeof content !== 'string' || content.trim() === '' || [...content].length > 10_000) {
      return refusal(400, 'content must have 1 to 10000 characters');
    }
    if (typeof session !== 'string' || session.length < 10 || session.length > 100) {
      return refusal(400, 'session id must have 10 to 100 characters');
    }
    if (!this.isFor(session, author)) {
      return refusal(403, 'the session belongs to somebody else');
    }
    if (!this.owners.has(session)) {
      this.owners.set(session, author);
    }
    const key = request.headers[idempotencyHeader.toLowerCase()] ?? '';
    const known = key === '' ? undefined : this.confirmed.get(`${session}\n${key}`);
    if (known !== undefined) {
      return this.confirmation(known, null);
    }
    const message = this.store(session, content, author, 'user', key);
    const reply = this.wish.replies > 0 ? this.store(session, `re: ${content}`, 'assistant', 'assistant') : null;
    if (key !== '') {
      this.confirmed.set(`${session}\n${key}`, message);
    }
    return this.confirmation(message, reply);
  }

  confirmation(message, reply) {
    const body = { success: true, [this.api.fields.messageID]: message.id };
    if (reply !== null && this.api.replyInAnswer) {
      Object.assign(body, { content: reply.content, type: reply.kind });
    }
    return answer(200, body);
  }

  page(request, author) {
    const { query } = request;
    const { session: sessionField } = this.api.fields;
    const session = query[sessionField] ?? '';
    if (session.length < 10 || session.length > 100) {
      return refusal(400, 'session id must have 10 to 100 characters');
    }
    const all = this.sessions.get(session);
    if (all === undefined) {
      return this.api.unknownSession === 200 ? answer(200, this.body([], false)) : refusal(this.api.unknownSession, 'unknown session');
    }
    if (!this.isFor(session, author)) {
      return refusal(403, 'the session belongs to somebody else');
    }
    const limit = wholeNumber(query.limit ?? '50');
    const offset = wholeNumber(query.offset ?? '0');
    if (limit === null || limit < 1 || limit > 1000 || offset === null) {
      return refusal(400, 'limit must be 1 to 1000 and offset at least 0');
    }
    const start = this.start(all, query.since);
    if (start === null) {
      return refusal(400, 'since is neither a known id nor a time');
    }
    const from = start + offset;
    const messages = all.slice(from, from + Math.min(limit, this.wish.pageMax));
    const etag = `W/"${session}-${from}-${limit}-${all.length}"`;
    const headers = this.wish.etag ? { ETag: etag, 'Cache-Control': 'private, no-cache' } : {};
    if (this.wish.etag && request.headers['if-none-match'] === etag) {
      return { status: 304, headers, text: '' };
    }
    return answer(200, this.body(messages, from + messages.length < all.length), headers);
  }

  start(all, since) {
    if (since === undefined || since === '') {
      return 0;
    }
    const index = all.findIndex((message) => message.id === since);
    if (index >= 0) {
      return index + 1;
    }
    const time = /^\d+$/.test(since) ? Number(since) * 1000 : TIME.test(since) ? Date.parse(since) : NaN;
    if (Number.isNaN(time)) {
      return null;
    }
    const later = all.findIndex((message) => Date.parse(message.at) > time);
    return later < 0 ? all.length : later;
  }

  body(messages, more) {
    const { fields } = this.api;
    const shown = messages.map((message) => ({
      [fields.id]: message.id,
      [fields.type]: message.kind,
      [fields.content]: message.content,
      [fields.session]: message.session,
      [fields.time]: message.at,
      status: 'delivered',
      author: message.author,
    }));
    return { success: true, messages: shown, [fields.more]: more };
  }
}

/** The name in a token that looks like one of the suite's; null where there is none. */
function authorOf(header) {
  const payload = /^Bearer [^.]+\.([^.]+)\./.exec(header ?? '')?.[1];
  if (payload === undefined) {
    return null;
  }
  return objectOf(Buffer.from(payload, 'base64url').toString('utf8'))?.sub ?? null;
}

/** A number from 0 in decimal digits alone; null for everything else. */
function wholeNumber(text) {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function answer(status, body, headers = {}) {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, text: JSON.stringify(body) };
}

function refusal(status, error, headers = {}) {
  return answer(status, { success: false, error }, headers);
}

module.exports = { ServerModel };
