import { FakeSocket } from '@/testing/fakeSocket';
import { byId, click, during, render, unmount } from '@/testing/render';
import SimpleWebSocketTest from './SimpleWebSocketTest';

function button(label: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((candidate) => candidate.textContent === label);
  if (found === undefined) {
    throw new Error(`there is no button ${label}`);
  }
  return found;
}

describe('SimpleWebSocketTest', () => {
  beforeEach(() => {
    FakeSocket.install();
    render(<SimpleWebSocketTest />);
  });

  afterEach(unmount);

  it('opens a socket, sends and shows what comes', async () => {
    await click(button('Open'));
    await click(button('Send'));
    await during(async () => FakeSocket.last.open());
    await click(button('Send'));
    await during(async () => FakeSocket.last.push({ type: 'pong' }));
    expect(FakeSocket.last.frames).toEqual([{ type: 'ping' }]);
    expect(byId('websocket-log').textContent).toBe('not open\nopen\n> {"type":"ping"}\n< {"type":"pong"}');
  });

  it('closes its socket when the page is left', async () => {
    await click(button('Open'));
    unmount();
    expect(FakeSocket.last.readyState).toBe(3);
  });
});
