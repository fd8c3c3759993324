import { useState } from 'react';
import type { DiagnosticReport } from '@/services/connectionDiagnostics';

export interface DiagnosticButtonProps {
  readonly label?: string;
}

export default function DiagnosticButton({ label = 'Diagnose connection' }: DiagnosticButtonProps) {
  const [report, setReport] = useState<DiagnosticReport | null>(null);

  const onClick = async () => {
    const { runDiagnostics } = await import('@/services/connectionDiagnostics');
    setReport(await runDiagnostics());
  };

  return (
    <div>
      <button onClick={() => void onClick()}>{label}</button>
      {report && <pre>{JSON.stringify(report, null, 2)}</pre>}
    </div>
  );
}
