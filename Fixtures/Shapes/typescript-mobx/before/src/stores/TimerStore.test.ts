import { TimerStore } from './TimerStore';

describe('TimerStore', () => {
  it('counts its timers', () => {
    const store = new TimerStore();
    store.add('Tea', 180, 'bell');
    expect(store.count).toBe(1);
  });

  it('calls a timer out', () => {
    const store = new TimerStore();
    store.add('Bread', 2400, 'speech');
    store.end(store.timers[0]);
    expect(store.calledOut).toBe(1);
  });
});
