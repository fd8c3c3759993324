type Log = (line: string) => void;

/** A bare WebSocket for trying things out: no reconnection, no heartbeat, no store. */
export class SimpleWebSocketService {
  private socket: WebSocket | null = null;

  open(url: string, protocols: string[], log: Log): void {
    this.close();
    const socket = new WebSocket(url, protocols);
    socket.onopen = () => log('open');
    socket.onmessage = (event: MessageEvent<string>) => log(`< ${event.data}`);
    socket.onerror = () => log('error');
    socket.onclose = (event) => log(`closed: ${event.code} ${event.reason}`.trimEnd());
    this.socket = socket;
  }

  /** Returns whether the text was handed to the socket. */
  send(text: string): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.socket.send(text);
    return true;
  }

  close(): void {
    this.socket?.close();
    this.socket = null;
  }
}

export default new SimpleWebSocketService();
