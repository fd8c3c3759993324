import { TimerStore } from './TimerStore';

describe('TimerStore', () => {
  it('counts its timers', () => {
    const store = new TimerStore();
    store.add('Tea', 180, 'bell');
    expect(store.count).toBe(1);
  });
});
