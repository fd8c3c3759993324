import { formatDay, formatSeconds } from './time';

describe('time', () => {
  it('formats seconds', () => {
    expect(formatSeconds(61)).toBe('1:1');
  });

  it('formats days', () => {
    expect(formatDay(new Date(0))).toBe('1970-01-01');
  });
});
