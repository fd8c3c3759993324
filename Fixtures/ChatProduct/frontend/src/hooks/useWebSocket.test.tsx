import { renderToStaticMarkup } from 'react-dom/server';
import { useWebSocket } from './useWebSocket';

jest.mock('@/services/websocketService', () => ({
  websocketService: { status: 'closed' },
}));

function Probe() {
  return <i>{useWebSocket()}</i>;
}

describe('useWebSocket', () => {
  it('begins with the status of the service', () => {
    expect(renderToStaticMarkup(<Probe />)).toBe('<i>closed</i>');
  });
});
