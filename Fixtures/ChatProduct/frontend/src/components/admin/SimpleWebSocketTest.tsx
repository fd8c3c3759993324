import { useEffect, useState } from 'react';
import { useSocketHealth } from '@/contexts/WebSocketContext';
import { simpleWebSocketService, socketProtocols, socketUrl } from '@/services';

/** A page on which a WebSocket can be tried by hand. */
export default function SimpleWebSocketTest() {
  const { status, reconnectAttempts } = useSocketHealth();
  const [url, setUrl] = useState(socketUrl);
  const [text, setText] = useState('{"type":"ping"}');
  const [log, setLog] = useState<readonly string[]>([]);

  useEffect(() => () => simpleWebSocketService.close(), []);

  const note = (line: string): void => setLog((lines) => [...lines, line]);

  const send = (): void => {
    note(simpleWebSocketService.send(text) ? `> ${text}` : 'not open');
  };

  return (
    <main data-testid="websocket-test">
      <h1>WebSocket test</h1>
      <p>
        Chat socket: {status}
        {reconnectAttempts > 0 && `, attempt ${reconnectAttempts}`}
      </p>
      <label>
        Address
        <input value={url} onChange={(event) => setUrl(event.target.value)} />
      </label>
      <button type="button" onClick={() => simpleWebSocketService.open(url, socketProtocols(), note)}>
        Open
      </button>
      <button type="button" onClick={() => simpleWebSocketService.close()}>
        Close
      </button>
      <label>
        Frame
        <input value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="button" onClick={send}>
        Send
      </button>
      <pre data-testid="websocket-log">{log.join('\n')}</pre>
    </main>
  );
}
