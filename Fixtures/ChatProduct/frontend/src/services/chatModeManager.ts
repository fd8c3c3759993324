import { store } from '@/store';
import { modeChanged, noticeDismissed, noticeShown, transportChanged } from '@/store/slices/chatSlice';
import type { ChatMode, ChatTransport, Transport } from '@/types';
import { DEFAULT_CONFIG, loadChatConfig, parseMode } from './chatConfig';
import type { ChatConfig } from './chatConfig';
import { pollingChatService } from './pollingChatService';
import { reportTransportEvent } from './transportEvents';
import { websocketService } from './websocketService';

/** An administrator's own choice, in this browser; it wins over the server's. */
const STORAGE_KEY = 'chatMode';

function storedMode(): ChatMode | undefined {
  try {
    return parseMode(localStorage.getItem(STORAGE_KEY));
  } catch {
    return undefined;
  }
}

function storeMode(mode: ChatMode): void {
  try {
    localStorage.setItem(STORAGE_KEY, mode);
  } catch {
    // The choice holds until the page is left.
  }
}

function serviceFor(transport: Transport): ChatTransport {
  return transport === 'websocket' ? websocketService : pollingChatService;
}

/** Chooses what carries the messages, and changes over when the WebSocket does not work. */
class ChatModeManager {
  private mode: ChatMode = DEFAULT_CONFIG.mode;
  private config: ChatConfig = DEFAULT_CONFIG;
  private transport: Transport | null = null;
  private failingSince: number | null = null;
  private everOpened = false;
  private fallbackTimer: ReturnType<typeof setTimeout> | null = null;
  private stopListening: readonly (() => void)[] = [];

  currentMode(): ChatMode {
    return this.mode;
  }

  currentTransport(): Transport | null {
    return this.transport;
  }

  /** Starts the chat at once with what is known, then asks the server for its configuration. */
  start(): void {
    if (this.transport !== null) {
      return;
    }
    this.stopListening = [
      websocketService.on('open', (failures) => this.socketOpened(failures)),
      websocketService.on('failure', (failures) => this.socketFailed(failures)),
    ];
    this.applyMode(storedMode() ?? this.config.mode);
    void this.refreshConfig();
  }

  stop(): void {
    this.cancelFallback();
    this.stopListening.forEach((stop) => stop());
    this.stopListening = [];
    if (this.transport !== null) {
      serviceFor(this.transport).stop();
      this.transport = null;
    }
  }

  /** The manual switch: holds in this browser, whatever the server says. */
  switchMode(mode: ChatMode): void {
    storeMode(mode);
    store.dispatch(noticeDismissed());
    this.applyMode(mode);
  }

  async refreshConfig(): Promise<void> {
    try {
      this.applyConfig(await loadChatConfig());
    } catch (error) {
      console.warn('the chat configuration could not be loaded; defaults hold', error);
    }
  }

  applyConfig(config: ChatConfig): void {
    this.config = config;
    pollingChatService.setPollingInterval(config.pollingInterval);
    websocketService.setPingInterval(config.pingInterval);
    const mode = storedMode() ?? config.mode;
    if (this.transport !== null && mode !== this.mode) {
      this.applyMode(mode);
    }
  }

  private applyMode(mode: ChatMode): void {
    this.cancelFallback();
    this.failingSince = null;
    this.everOpened = false;
    this.mode = mode;
    store.dispatch(modeChanged(mode));
    switch (mode) {
      case 'websocket':
        this.changeTo('websocket');
        break;
      case 'polling':
        this.changeTo('polling');
        break;
      case 'auto':
        // The socket first; should it fail, polling takes over.
        this.changeTo('websocket');
        break;
    }
  }

  /** Messages that the old transport has not delivered go out over the new one. */
  private changeTo(next: Transport): void {
    const previous = this.transport;
    if (previous === next) {
      return;
    }
    this.transport = next;
    store.dispatch(transportChanged(next));
    if (previous !== null) {
      serviceFor(previous).stop();
    }
    serviceFor(next).start();
    if (previous !== null) {
      serviceFor(previous).takeUndelivered().forEach((draft) => serviceFor(next).takeOver(draft));
    }
  }

  private socketOpened(failures: number): void {
    const since = this.failingSince;
    this.cancelFallback();
    this.failingSince = null;
    this.everOpened = true;
    if (failures > 0 && since !== null) {
      void reportTransportEvent({ type: 'reconnected', transport: 'websocket', latency_ms: Date.now() - since });
    }
  }

  private socketFailed(failures: number): void {
    this.failingSince ??= Date.now();
    const { fallbackEnabled, fallbackDelay, maxReconnectAttempts } = this.config;
    if (this.mode === 'auto' && fallbackEnabled && failures >= maxReconnectAttempts && this.fallbackTimer === null) {
      this.fallbackTimer = setTimeout(() => this.fallBack(), fallbackDelay);
    }
  }

  private fallBack(): void {
    this.fallbackTimer = null;
    const latency = Date.now() - (this.failingSince ?? Date.now());
    this.changeTo('polling');
    store.dispatch(
      noticeShown({
        kind: 'fallback',
        text: 'The live connection does not work here. The chat now fetches new messages every few seconds.',
      }),
    );
    const reason = this.everOpened ? 'closed' : 'connect_failed';
    void reportTransportEvent({ type: 'fallback', transport: 'polling', reason, latency_ms: latency });
  }

  private cancelFallback(): void {
    if (this.fallbackTimer !== null) {
      clearTimeout(this.fallbackTimer);
      this.fallbackTimer = null;
    }
  }
}

export const chatModeManager = new ChatModeManager();
