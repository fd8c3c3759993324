import { useSocketHealth } from '@/contexts/WebSocketContext';
import { performanceMonitor } from '@/services/performanceMonitor';
import { useAppSelector } from '@/store/react';

/** What this browser knows about its connection. */
export default function ConnectionPage() {
  const { status: socketStatus, roundTrip } = useSocketHealth();
  // Shows new figures whenever the connection changes.
  useAppSelector((state) => state.connection);
  const polls = performanceMonitor.summary('polling', 'poll');
  const deliveries = performanceMonitor.summary('polling', 'delivery');

  return (
    <main data-testid="connection-page">
      <h1>Connection</h1>
      <table>
        <thead>
          <tr>
            <th scope="col">Measured</th>
            <th scope="col">Times</th>
            <th scope="col">Average</th>
            <th scope="col">Errors</th>
          </tr>
        </thead>
        <tbody>
          <tr data-testid="measured-polls">
            <th scope="row">Polls</th>
            <td>{polls.count}</td>
            <td>{Math.round(polls.average)} ms</td>
            <td>{polls.errors}</td>
          </tr>
          <tr data-testid="measured-deliveries">
            <th scope="row">Confirmations</th>
            <td>{deliveries.count}</td>
            <td>{Math.round(deliveries.average)} ms</td>
            <td>{deliveries.errors}</td>
          </tr>
        </tbody>
      </table>
      <p data-testid="socket-health">
        Socket: {socketStatus}
        {roundTrip === null ? '' : `, last ping ${roundTrip} ms`}
      </p>
    </main>
  );
}
