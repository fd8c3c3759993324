import { useState } from 'react';
import { useWebSocket } from '@/hooks/useWebSocket';
import simpleWebSocketService from '@/services/simpleWebSocketService';

/** A page on which a WebSocket can be tried by hand. */
export default function SimpleWebSocketTest() {
  const status = useWebSocket();
  const [log, setLog] = useState<string[]>([]);

  const open = () => {
    simpleWebSocketService.open('ws://localhost:8090', (text) => setLog((lines) => [...lines, text]));
  };

  return (
    <section>
      <h2>WebSocket test</h2>
      <p>Chat socket: {status}</p>
      <button onClick={open}>Open</button>
      <button onClick={() => simpleWebSocketService.send('hello')}>Send</button>
      <pre>{log.join('\n')}</pre>
    </section>
  );
}
