import { resetPage } from '@/testing/client';
import { parseRetryAfter } from './apiClient';
import { currentUser } from './session';

describe('Retry-After', () => {
  const now = Date.parse('2024-05-01T12:00:00Z');

  it.each([
    { header: '30', wait: 30_000 },
    { header: 'Wed, 01 May 2024 12:01:00 GMT', wait: 60_000 },
    { header: 'Wed, 01 May 2024 11:00:00 GMT', wait: 0 },
    { header: '999999', wait: 3_600_000 },
    { header: 'soon', wait: null },
    { header: '', wait: null },
    { header: null, wait: null },
  ])('is read: %j', ({ header, wait }) => {
    expect(parseRetryAfter(header, now)).toBe(wait);
  });
});

describe('the signed-in user', () => {
  beforeEach(resetPage);

  it('is the one whom the token names', () => {
    const payload = btoa(unescape(encodeURIComponent(JSON.stringify({ username: 'zoë', sub: 'x' }))));
    localStorage.setItem('adminToken', `header.${payload}.signature`);
    expect(currentUser()).toBe('zoë');
  });

  it.each(['', 'opaque', 'a.%%%.c', `a.${btoa('[]')}.c`])('is nobody for the token %j', (token) => {
    localStorage.setItem('adminToken', token);
    expect(currentUser()).toBe('');
  });
});
