import { store } from '@/store';
import { messageAdded, typingReceived } from '@/store/slices/chatSlice';
import type { ChatMessage } from '@/store/slices/chatSlice';
import { socketClosed, socketOpened } from '@/store/slices/connectionSlice';
import { authToken } from './apiClient';

const SOCKET_URL = process.env.REACT_APP_WS_URL ?? 'ws://localhost:8080/api/v1/admin/chat/ws';
const PING_INTERVAL = 25_000;

export type SocketStatus = 'connecting' | 'open' | 'closed';

export type SocketMessage =
  | { readonly kind: 'message'; readonly message: ChatMessage }
  | { readonly kind: 'typing'; readonly typing: boolean }
  | { readonly kind: 'pong' };

type SocketEvent = 'open' | 'close';

/** One WebSocket with a heartbeat; it only receives, messages are sent by POST. */
export class WebSocketService {
  private socket: WebSocket | null = null;
  private heartbeat: ReturnType<typeof setInterval> | null = null;
  private readonly listeners: Record<SocketEvent, Set<() => void>> = { open: new Set(), close: new Set() };

  get status(): SocketStatus {
    if (this.socket === null) {
      return 'closed';
    }
    return this.socket.readyState === WebSocket.OPEN ? 'open' : 'connecting';
  }

  on(event: SocketEvent, listener: () => void): () => void {
    this.listeners[event].add(listener);
    return () => this.listeners[event].delete(listener);
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${SOCKET_URL}?token=${encodeURIComponent(authToken())}`);
      this.socket = socket;
      socket.onopen = () => {
        this.heartbeat = setInterval(() => socket.send('{"kind":"ping"}'), PING_INTERVAL);
        store.dispatch(socketOpened());
        this.emit('open');
        resolve();
      };
      socket.onerror = () => reject(new Error('the WebSocket could not be opened'));
      socket.onmessage = (event: MessageEvent<string>) => this.receive(JSON.parse(event.data) as SocketMessage);
      socket.onclose = (event) => {
        this.forget();
        store.dispatch(socketClosed(event.code));
        this.emit('close');
      };
    });
  }

  disconnect(): void {
    this.socket?.close(1000);
    this.forget();
  }

  private receive(message: SocketMessage): void {
    switch (message.kind) {
      case 'message':
        store.dispatch(messageAdded(message.message));
        break;
      case 'typing':
        store.dispatch(typingReceived(message.typing));
        break;
      case 'pong':
        break;
    }
  }

  private emit(event: SocketEvent): void {
    this.listeners[event].forEach((listener) => listener());
  }

  private forget(): void {
    if (this.heartbeat !== null) {
      clearInterval(this.heartbeat);
      this.heartbeat = null;
    }
    this.socket = null;
  }
}

export const websocketService = new WebSocketService();
export default websocketService;
