import { store } from '@/store';
import { modeChanged } from '@/store/slices/chatSlice';
import type { ChatMode } from '@/store/slices/chatSlice';
import { pollingChatService } from './pollingChatService';
import { websocketService } from './websocketService';

function configuredMode(): ChatMode {
  const mode = process.env.REACT_APP_CHAT_MODE;
  return mode === 'websocket' || mode === 'polling' ? mode : 'auto';
}

/** Chooses how messages travel. */
export class ChatModeManager {
  private mode: ChatMode = configuredMode();

  constructor() {
    // While the socket is up there is nothing to poll for.
    websocketService.on('open', () => pollingChatService.stop());
    websocketService.on('close', () => this.resumePolling());
  }

  currentMode(): ChatMode {
    return this.mode;
  }

  async start(): Promise<void> {
    switch (this.mode) {
      case 'websocket':
        await this.connectWebSocket();
        break;
      case 'polling':
        pollingChatService.start();
        break;
      case 'auto':
        // Polling carries the chat until the socket is up.
        pollingChatService.start();
        await this.connectWebSocket();
        break;
    }
  }

  stop(): void {
    if (this.mode === 'websocket') {
      websocketService.disconnect();
    } else if (this.mode === 'polling') {
      pollingChatService.stop();
    } else {
      websocketService.disconnect();
      pollingChatService.stop();
    }
  }

  async switchMode(mode: ChatMode): Promise<void> {
    this.stop();
    this.mode = mode;
    store.dispatch(modeChanged(mode));
    await this.start();
  }

  /** A refused socket is no error: the next attempt follows the next switch. */
  private async connectWebSocket(): Promise<void> {
    try {
      await websocketService.connect();
    } catch (error) {
      console.warn('WebSocket connection failed', error);
    }
  }

  private resumePolling(): void {
    if (this.mode === 'auto') {
      pollingChatService.start();
    }
  }
}

export const chatModeManager = new ChatModeManager();
