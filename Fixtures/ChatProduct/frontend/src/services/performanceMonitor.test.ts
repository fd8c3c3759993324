import { PerformanceMonitor } from './performanceMonitor';

describe('PerformanceMonitor', () => {
  it('summarises each transport by itself', () => {
    const monitor = new PerformanceMonitor();
    for (let duration = 1; duration <= 100; duration += 1) {
      monitor.record('polling', 'poll', duration);
    }
    monitor.record('websocket', 'ping', 7);
    monitor.recordError('polling', 'poll');
    expect(monitor.summary('polling', 'poll')).toEqual({ count: 100, errors: 1, average: 50.5, p95: 95 });
    expect(monitor.summary('websocket', 'ping')).toEqual({ count: 1, errors: 0, average: 7, p95: 7 });
  });

  it('has nothing to say without measurements', () => {
    const nothing = { count: 0, errors: 0, average: 0, p95: 0 };
    expect(new PerformanceMonitor().summary('polling', 'delivery')).toEqual(nothing);
  });

  it('forgets old measurements', () => {
    const monitor = new PerformanceMonitor();
    monitor.record('polling', 'poll', 1_000_000);
    for (let count = 0; count < 200; count += 1) {
      monitor.record('polling', 'poll', 10);
    }
    expect(monitor.summary('polling', 'poll')).toMatchObject({ count: 200, average: 10 });
  });
});
