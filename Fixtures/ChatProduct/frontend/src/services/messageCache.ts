/** Remembers, for each session, up to where it was read and what the server last said about it. */
export class MessageCache {
  private readonly cursors = new Map<string, string>();
  private readonly validators = new Map<string, { readonly path: string; readonly etag: string }>();

  /** The id of the last message read; undefined before the first. */
  cursor(sessionId: string): string | undefined {
    return this.cursors.get(sessionId);
  }

  moveCursor(sessionId: string, messageId: string): void {
    this.cursors.set(sessionId, messageId);
  }

  /** The ETag of the very same request; one for another `since` would prove nothing. */
  validator(sessionId: string, path: string): string | undefined {
    const known = this.validators.get(sessionId);
    return known?.path === path ? known.etag : undefined;
  }

  keepValidator(sessionId: string, path: string, etag: string | null): void {
    if (etag === null) {
      this.validators.delete(sessionId);
    } else {
      this.validators.set(sessionId, { path, etag });
    }
  }

  forget(sessionId: string): void {
    this.cursors.delete(sessionId);
    this.validators.delete(sessionId);
  }

  clear(): void {
    this.cursors.clear();
    this.validators.clear();
  }
}
