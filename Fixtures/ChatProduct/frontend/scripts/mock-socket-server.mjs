// @ts-check
// Plays the server's part of the chat's WebSocket, for work on the client without a backend.
//
//   node scripts/mock-socket-server.mjs [PORT]
//
// Each message is acknowledged, shown to everybody who follows its session, and
// answered. `drop` as a message's text closes the socket, to see it reconnect.
import { WebSocketServer } from 'ws';

const port = Number(process.argv[2] ?? 8090);
const server = new WebSocketServer({ port, handleProtocols: () => 'bearer' });
/** @type {Map<import('ws').WebSocket, string>} the session that each socket follows */
const followers = new Map();
let count = 0;

function store(sessionId, type, content) {
  count += 1;
  const message = {
    id: `msg_${String(count).padStart(26, '0')}`,
    type,
    content,
    timestamp: new Date().toISOString(),
    session_id: sessionId,
    status: 'delivered',
  };
  for (const [socket, session] of followers) {
    if (session === sessionId) {
      socket.send(JSON.stringify({ type: 'message', message }));
    }
  }
  return message;
}

const handlers = {
  ping: (socket) => socket.send(JSON.stringify({ type: 'pong' })),
  subscribe: (socket, frame) => {
    followers.set(socket, frame.session_id);
    socket.send(JSON.stringify({ type: 'subscribed', session_id: frame.session_id }));
  },
  message: (socket, frame) => {
    if (frame.content === 'drop') {
      socket.terminate();
      return;
    }
    const { id } = store(frame.session_id, 'user', frame.content);
    socket.send(JSON.stringify({ type: 'ack', client_id: frame.client_id, message_id: id }));
    store(frame.session_id, 'assistant', `You said: ${frame.content}`);
  },
  ack: () => {},
};

server.on('connection', (socket) => {
  socket.on('close', () => followers.delete(socket));
  socket.on('message', (data) => {
    let frame;
    try {
      frame = JSON.parse(String(data));
    } catch {
      frame = {};
    }
    const handler = handlers[frame.type];
    if (handler === undefined) {
      socket.send(JSON.stringify({ type: 'error', code: 'invalid_frame', error: 'unknown type' }));
    } else {
      handler(socket, frame);
    }
  });
});
server.on('listening', () => console.log(`ws://localhost:${port}`));
