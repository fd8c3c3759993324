import { store } from '@/store';
import {
  pingSent,
  pongReceived,
  reconnectScheduled,
  socketClosed,
  socketConnecting,
  socketOpened,
} from '@/store/slices/connectionSlice';
import type { ChatTransport, Draft, OutgoingMessage, SendOutcome, ServerMessage } from '@/types';
import { newDraft, reasonToRefuse } from './drafts';
import { receiveMessages } from './incomingMessages';
import { MessageCache } from './messageCache';
import { MessagePoller } from './messagePoller';
import * as messageStatus from './messageStatus';
import { performanceMonitor } from './performanceMonitor';
import { socketProtocols, socketUrl } from './websocketAddress';
import { readFrame } from './websocketFrames';
import type { ClientFrame, ServerFrame } from './websocketFrames';
import { SocketOutbox } from './websocketOutbox';

const PING_INTERVAL = 25_000;
const FIRST_RECONNECT_DELAY = 1000;
const LONGEST_RECONNECT_DELAY = 30_000;
const NORMAL_CLOSURE = 1000;

export type SocketStatus = 'connecting' | 'open' | 'reconnecting' | 'closed';

interface SocketListeners {
  /** The handshake is done; told how often it had failed before. */
  open: Set<(failures: number) => void>;
  /** The socket closed or could not be opened; told how often in a row. */
  failure: Set<(failures: number) => void>;
}

/** Carries the chat over one WebSocket, with a heartbeat, and reopens it when it closes. */
export class WebSocketService implements ChatTransport {
  private socket: WebSocket | null = null;
  private wanted = false;
  private failures = 0;
  private heartbeat: ReturnType<typeof setInterval> | null = null;
  private reconnectTimer: ReturnType<typeof setTimeout> | null = null;
  private subscribedTo: string | undefined;
  private pingInterval = PING_INTERVAL;
  private stopWatchingStore: (() => void) | null = null;
  private readonly cache = new MessageCache();
  private readonly history = new MessagePoller(this.cache);
  private readonly listeners: SocketListeners = { open: new Set(), failure: new Set() };
  private readonly outbox = new SocketOutbox((draft) => this.transmit(draft));

  get status(): SocketStatus {
    return store.getState().connection.socketStatus;
  }

  on(event: keyof SocketListeners, listener: (failures: number) => void): () => void {
    this.listeners[event].add(listener);
    return () => this.listeners[event].delete(listener);
  }

  start(): void {
    if (!this.wanted) {
      this.wanted = true;
      this.failures = 0;
      this.stopWatchingStore = store.subscribe(() => void this.subscribe());
      this.connect();
    }
  }

  stop(): void {
    this.wanted = false;
    this.stopWatchingStore?.();
    this.stopWatchingStore = null;
    if (this.reconnectTimer !== null) {
      clearTimeout(this.reconnectTimer);
      this.reconnectTimer = null;
    }
    const socket = this.forget();
    socket?.close(NORMAL_CLOSURE);
    store.dispatch(socketClosed(NORMAL_CLOSURE));
  }

  setPingInterval(milliseconds: number): void {
    this.pingInterval = milliseconds;
  }

  sendMessage(message: OutgoingMessage): Promise<SendOutcome> {
    const refusal = reasonToRefuse(message.content);
    if (refusal !== undefined) {
      return Promise.resolve({ status: 'failed', reason: refusal });
    }
    const draft = newDraft(message);
    messageStatus.added(draft);
    return this.outbox.add(draft);
  }

  retryMessage(localId: string): Promise<SendOutcome> {
    return this.outbox.retry(localId);
  }

  takeUndelivered(): readonly Draft[] {
    return this.outbox.takeAll();
  }

  takeOver(draft: Draft): void {
    void this.outbox.add(draft);
  }

  private connect(): void {
    store.dispatch(socketConnecting());
    const socket = new WebSocket(socketUrl(), socketProtocols());
    this.socket = socket;
    socket.onopen = () => this.opened(socket);
    socket.onmessage = (event: MessageEvent<string>) => this.receive(event.data);
    socket.onclose = (event) => {
      if (this.socket === socket) {
        this.closed(event.code);
      }
    };
  }

  private opened(socket: WebSocket): void {
    const failures = this.failures;
    this.failures = 0;
    store.dispatch(socketOpened(socket));
    void this.subscribe();
    this.heartbeat = setInterval(() => this.ping(), this.pingInterval);
    this.ping();
    this.outbox.resendAll();
    this.listeners.open.forEach((listener) => listener(failures));
  }

  private closed(code: number): void {
    this.forget();
    store.dispatch(socketClosed(code));
    this.failures += 1;
    performanceMonitor.recordError('websocket', 'ping');
    store.dispatch(reconnectScheduled(this.failures));
    const delay = Math.min(FIRST_RECONNECT_DELAY * 2 ** (this.failures - 1), LONGEST_RECONNECT_DELAY);
    this.reconnectTimer = setTimeout(() => this.connect(), delay);
    this.listeners.failure.forEach((listener) => listener(this.failures));
  }

  private receive(text: string): void {
    const frame = readFrame(text);
    if (frame !== undefined) {
      this.handle(frame);
    }
  }

  private handle(frame: ServerFrame): void {
    switch (frame.type) {
      case 'message':
        this.show(frame.message);
        break;
      case 'ack':
        this.outbox.acknowledged(frame.client_id, frame.message_id);
        break;
      case 'pong':
        this.pong();
        break;
      case 'error':
        this.outbox.refused(frame.client_id, frame.error);
        break;
      case 'subscribed':
        void this.subscribed(frame.session_id);
        break;
    }
  }

  private show(message: ServerMessage): void {
    receiveMessages(message.session_id, [message]);
    this.cache.moveCursor(message.session_id, message.id);
    this.write({ type: 'ack', message_id: message.id });
  }

  /** Reads the current session's history, then follows it from there on. */
  private async subscribe(): Promise<void> {
    const sessionId = store.getState().chat.currentSession?.id;
    const { socket } = this;
    if (sessionId === undefined || sessionId === this.subscribedTo || this.status !== 'open') {
      return;
    }
    this.subscribedTo = sessionId;
    await this.readHistory(sessionId);
    if (this.subscribedTo === sessionId && this.socket === socket) {
      this.write({ type: 'subscribe', session_id: sessionId, after: this.cache.cursor(sessionId) });
    }
  }

  /** A session that was empty a moment ago has no place to follow it from: look again. */
  private async subscribed(sessionId: string): Promise<void> {
    if (this.cache.cursor(sessionId) === undefined) {
      await this.readHistory(sessionId);
    }
  }

  private async readHistory(sessionId: string): Promise<void> {
    try {
      await this.history.poll(sessionId, new AbortController());
    } catch (error) {
      console.warn('the history could not be read', error);
    }
  }

  private ping(): void {
    store.dispatch(pingSent(Date.now()));
    this.write({ type: 'ping' });
  }

  private pong(): void {
    const now = Date.now();
    const { lastPingAt } = store.getState().connection;
    if (lastPingAt !== null) {
      performanceMonitor.record('websocket', 'ping', now - lastPingAt);
    }
    store.dispatch(pongReceived(now));
  }

  private transmit(draft: Draft): boolean {
    return this.write({
      type: 'message',
      session_id: draft.sessionId,
      content: draft.content,
      client_id: draft.localId,
    });
  }

  private write(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Lets go of the socket without closing it. */
  private forget(): WebSocket | null {
    const { socket } = this;
    this.socket = null;
    this.subscribedTo = undefined;
    if (this.heartbeat !== null) {
      clearInterval(this.heartbeat);
      this.heartbeat = null;
    }
    return socket;
  }
}

export const websocketService = new WebSocketService();
export default websocketService;
