import { advance, settle } from '@/testing/clock';
import { resetPage } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';
import { FakeSocket } from '@/testing/fakeSocket';
import * as diagnostics from './connectionDiagnostics';

describe('connectionDiagnostics', () => {
  let server: FakeServer;

  beforeEach(() => {
    resetPage();
    FakeSocket.install();
    server = new FakeServer().install();
  });

  const passed = (report: diagnostics.DiagnosticReport) =>
    Object.fromEntries(report.checks.map((check) => [check.name, check.passed]));

  it('passes each check when all is well', async () => {
    const report = diagnostics.runDiagnostics();
    await advance(100);
    FakeSocket.last.open();
    await settle();
    expect(passed(await report)).toEqual({
      'signed in': true,
      'server health': true,
      'socket health': true,
      'socket handshake': true,
    });
  });

  it('tells the checks apart', async () => {
    localStorage.removeItem('adminToken');
    server.fault = (request) => (request.path === '/health/websocket' ? { status: 503 } : undefined);
    diagnostics.record('something happened');
    const report = diagnostics.runDiagnostics();
    await advance(6000);
    expect(passed(await report)).toEqual({
      'signed in': false,
      'server health': true,
      'socket health': false,
      'socket handshake': false,
    });
    expect((await report).trail.join()).toContain('something happened');
  });
});
