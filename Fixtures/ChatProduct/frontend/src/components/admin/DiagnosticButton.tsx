import { useState } from 'react';
import { useSocketHealth } from '@/contexts/WebSocketContext';
import type { DiagnosticReport } from '@/services/connectionDiagnostics';

export interface DiagnosticButtonProps {
  readonly label?: string;
}

export default function DiagnosticButton({ label = 'Diagnose connection' }: DiagnosticButtonProps) {
  const health = useSocketHealth();
  const [report, setReport] = useState<DiagnosticReport | null>(null);

  const onClick = async (): Promise<void> => {
    // The checks are seldom needed, so they are loaded when they are.
    const { runDiagnostics } = await import('@/services/connectionDiagnostics');
    setReport(await runDiagnostics());
  };

  return (
    <div className="diagnostics">
      <button type="button" data-testid="diagnose" onClick={() => void onClick()}>
        {label}
      </button>
      {report && (
        <dl data-testid="diagnostic-report">
          <dt>Socket</dt>
          <dd>{health.roundTrip === null ? report.socket : `${report.socket}, ${health.roundTrip} ms`}</dd>
          {report.checks.map((check) => (
            <div key={check.name}>
              <dt>{check.name}</dt>
              <dd>
                {check.passed ? 'passed' : 'failed'}: {check.detail}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
