/** A bare WebSocket for trying things out. */
export class SimpleWebSocketService {
  private socket: WebSocket | null = null;

  open(url: string, onText: (text: string) => void): void {
    this.close();
    this.socket = new WebSocket(url);
    this.socket.onmessage = (event: MessageEvent<string>) => onText(event.data);
  }

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
