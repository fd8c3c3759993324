interface ActivityHandlers {
  readonly onActivity: () => void;
  readonly onShown: () => void;
  readonly onHidden: () => void;
  readonly onOnline: () => void;
  readonly onOffline: () => void;
}

/** Only a clear "no" counts: some browsers do not know. */
function saysOffline(): boolean {
  return navigator.onLine === false;
}

/** Watches the page: whether somebody uses it, sees it, and whether it is online. */
export class ActivityMonitor {
  private watching = false;
  private offline = false;

  constructor(private readonly handlers: ActivityHandlers) {}

  isHidden(): boolean {
    return document.hidden;
  }

  /** While the page is watched its events decide, since `onLine` may lag behind them. */
  isOffline(): boolean {
    return this.watching ? this.offline : saysOffline();
  }

  start(): void {
    if (this.watching) {
      return;
    }
    this.watching = true;
    this.offline = saysOffline();
    document.addEventListener('keydown', this.handlers.onActivity);
    document.addEventListener('pointerdown', this.handlers.onActivity);
    window.addEventListener('focus', this.handlers.onActivity);
    document.addEventListener('visibilitychange', this.visibilityChanged);
    window.addEventListener('online', this.networkReturned);
    window.addEventListener('offline', this.networkLost);
  }

  stop(): void {
    this.watching = false;
    document.removeEventListener('keydown', this.handlers.onActivity);
    document.removeEventListener('pointerdown', this.handlers.onActivity);
    window.removeEventListener('focus', this.handlers.onActivity);
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    window.removeEventListener('online', this.networkReturned);
    window.removeEventListener('offline', this.networkLost);
  }

  private readonly networkReturned = (): void => {
    this.offline = false;
    this.handlers.onOnline();
  };

  private readonly networkLost = (): void => {
    this.offline = true;
    this.handlers.onOffline();
  };

  private readonly visibilityChanged = (): void => {
    if (document.hidden) {
      this.handlers.onHidden();
    } else {
      this.handlers.onShown();
    }
  };
}
