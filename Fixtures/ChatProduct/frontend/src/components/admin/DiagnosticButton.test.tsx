import { allById, byId, click, render, unmount } from '@/testing/render';
import DiagnosticButton from './DiagnosticButton';

jest.mock('@/services/connectionDiagnostics', () => ({
  runDiagnostics: () =>
    Promise.resolve({ socket: 'closed', checks: [{ name: 'server health', passed: false, detail: 'no answer' }] }),
}));

describe('DiagnosticButton', () => {
  afterEach(unmount);

  it('shows a report when it is asked for one', async () => {
    render(<DiagnosticButton label="Check" />);
    expect(byId('diagnose').textContent).toBe('Check');
    expect(allById('diagnostic-report')).toHaveLength(0);
    await click(byId('diagnose'));
    expect(byId('diagnostic-report').textContent).toContain('failed: no answer');
  });
});
