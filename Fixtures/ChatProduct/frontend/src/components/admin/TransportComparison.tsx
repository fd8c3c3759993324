import { useEffect, useState } from 'react';
import { performanceMonitor } from '@/services/performanceMonitor';
import { loadTransportComparison } from '@/services/transportStatistics';
import type { TransportComparison as Comparison, TransportFigures } from '@/services/transportStatistics';
import type { Transport } from '@/types';

const TRANSPORTS: readonly { readonly transport: Transport; readonly label: string }[] = [
  { transport: 'websocket', label: 'WebSocket' },
  { transport: 'polling', label: 'Polling' },
];

const NO_FIGURES: TransportFigures = { messages: 0, averageDelivery: 0, p95Delivery: 0, errors: 0 };

function milliseconds(value: number): string {
  return value === 0 ? '–' : `${Math.round(value)} ms`;
}

/** What the server and this browser measured for both transports, side by side. */
export default function TransportComparison() {
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [problem, setProblem] = useState(false);

  useEffect(() => {
    let shown = true;
    loadTransportComparison().then(
      (loaded) => shown && setComparison(loaded),
      () => shown && setProblem(true),
    );
    return () => {
      shown = false;
    };
  }, []);

  return (
    <section aria-labelledby="comparison-title">
      <h2 id="comparison-title">Comparison</h2>
      {problem && <p role="alert">The server's figures cannot be loaded.</p>}
      <table data-testid="transport-comparison">
        <thead>
          <tr>
            <th scope="col">Transport</th>
            <th scope="col">Messages</th>
            <th scope="col">Delivery, average</th>
            <th scope="col">Delivery, 95 %</th>
            <th scope="col">Errors</th>
            <th scope="col">Confirmation in this browser</th>
          </tr>
        </thead>
        <tbody>
          {TRANSPORTS.map(({ transport, label }) => {
            const figures = comparison?.transports[transport] ?? NO_FIGURES;
            return (
              <tr key={transport} data-testid={`comparison-${transport}`}>
                <th scope="row">{label}</th>
                <td>{figures.messages}</td>
                <td>{milliseconds(figures.averageDelivery)}</td>
                <td>{milliseconds(figures.p95Delivery)}</td>
                <td>{figures.errors}</td>
                <td>{milliseconds(performanceMonitor.summary(transport, 'delivery').average)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {comparison !== null && <p>{comparison.socketConnections} sockets are open.</p>}
    </section>
  );
}
