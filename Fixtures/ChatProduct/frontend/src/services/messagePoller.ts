import { store } from '@/store';
import { deliveredForgotten } from '@/store/slices/chatSlice';
import { readMessagePage } from './answers';
import type { MessagePage } from './answers';
import { ApiError, request } from './apiClient';
import { receiveMessages } from './incomingMessages';
import type { MessageCache } from './messageCache';
import { CHAT_PATHS } from './paths';

const PAGE_SIZE = 500;

/** Reads a session from where reading last ended up to its end. */
export class MessagePoller {
  constructor(private readonly cache: MessageCache) {}

  /** Brings everything new into the store. Throws `ApiError`. */
  async poll(sessionId: string, abort: AbortController): Promise<void> {
    try {
      while (await this.readPage(sessionId, abort)) {
        // The server has more: fetch it at once.
      }
    } catch (error) {
      if (!this.isUnknownCursor(error, sessionId)) {
        throw error;
      }
      // The server's data was replaced: read the session again from its beginning.
      this.cache.forget(sessionId);
      store.dispatch(deliveredForgotten(sessionId));
      while (await this.readPage(sessionId, abort)) {
        // As above.
      }
    }
  }

  /** Returns whether there is more to read. */
  private async readPage(sessionId: string, abort: AbortController): Promise<boolean> {
    const since = this.cache.cursor(sessionId);
    const path = CHAT_PATHS.list(sessionId, since, PAGE_SIZE);
    const page = await this.fetchPage(sessionId, path, abort);
    if (page === null || page.messages.length === 0) {
      return false;
    }
    const last = page.messages[page.messages.length - 1];
    receiveMessages(sessionId, page.messages);
    this.cache.moveCursor(sessionId, last.id);
    return page.hasMore && last.id !== since;
  }

  /** Null means: nothing new. */
  private async fetchPage(sessionId: string, path: string, abort: AbortController): Promise<MessagePage | null> {
    const etag = this.cache.validator(sessionId, path);
    try {
      const response = await request(path, { abort, headers: etag === undefined ? {} : { 'If-None-Match': etag } });
      if (abort.signal.aborted) {
        throw new ApiError('aborted', 'given up while the answer was read');
      }
      if (response.notModified) {
        return null;
      }
      const page = readMessagePage(response.body);
      this.cache.keepValidator(sessionId, path, response.etag);
      return page;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return null; // a session comes into being with its first message
      }
      throw error;
    }
  }

  private isUnknownCursor(error: unknown, sessionId: string): boolean {
    return error instanceof ApiError && error.status === 400 && this.cache.cursor(sessionId) !== undefined;
  }
}
