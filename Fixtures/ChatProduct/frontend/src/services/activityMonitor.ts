interface ActivityHandlers {
  readonly onActivity: () => void;
  readonly onShown: () => void;
  readonly onHidden: () => void;
  readonly onOnline: () => void;
  readonly onOffline: () => void;
}

/** Watches the page: whether somebody uses it, sees it, and whether it is online. */
export class ActivityMonitor {
  private watching = false;

  constructor(private readonly handlers: ActivityHandlers) {}

  isHidden(): boolean {
    return document.hidden;
  }

  /** Only a clear "no" counts: some browsers do not know. */
  isOffline(): boolean {
    return navigator.onLine === false;
  }

  start(): void {
    if (this.watching) {
      return;
    }
    this.watching = true;
    document.addEventListener('keydown', this.handlers.onActivity);
    document.addEventListener('pointerdown', this.handlers.onActivity);
    window.addEventListener('focus', this.handlers.onActivity);
    document.addEventListener('visibilitychange', this.visibilityChanged);
    window.addEventListener('online', this.handlers.onOnline);
    window.addEventListener('offline', this.handlers.onOffline);
  }

  stop(): void {
    this.watching = false;
    document.removeEventListener('keydown', this.handlers.onActivity);
    document.removeEventListener('pointerdown', this.handlers.onActivity);
    window.removeEventListener('focus', this.handlers.onActivity);
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    window.removeEventListener('online', this.handlers.onOnline);
    window.removeEventListener('offline', this.handlers.onOffline);
  }

  private readonly visibilityChanged = (): void => {
    if (document.hidden) {
      this.handlers.onHidden();
    } else {
      this.handlers.onShown();
    }
  };
}
