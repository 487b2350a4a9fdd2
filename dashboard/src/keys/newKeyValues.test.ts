import { describe, expect, it } from 'vitest';
import { initialValues, toNewApiKey, validation } from './newKeyValues';

const values = { ...initialValues([]), name: ' ci ', capabilities: ['desktop:read'] };

describe('a new key', () => {
  it('has nothing but a name and capabilities unless more is asked for', () => {
    expect(toNewApiKey(values)).toEqual({ name: 'ci', capabilities: ['desktop:read'] });
  });

  it('works to the end of the last day, where its maker lives', () => {
    const { expiresAt } = toNewApiKey({ ...values, expiry: 'date', lastDay: '2031-05-17' });
    expect(expiresAt).toBe(new Date(2031, 4, 17, 23, 59, 59).toISOString());
  });

  it.each(['', 'nonsense', '2020-01-01'])('does not end on %j', (lastDay) => {
    expect(validation.lastDay(lastDay, { ...values, expiry: 'date' })).not.toBeNull();
    expect(validation.lastDay(lastDay, values)).toBeNull();
  });

  it.each(['0', '-1', '1.5', 'many', '1000001'])('has no limit of %j requests', (requests) => {
    expect(validation.requests(requests)).not.toBeNull();
  });

  it.each(['', ' 1 ', '1000000'])('may have a limit of %j requests', (requests) => {
    expect(validation.requests(requests)).toBeNull();
  });

  it('has a name of at most 64 characters, however many bytes they are', () => {
    expect(validation.name('🔑'.repeat(64))).toBeNull();
    expect(validation.name('🔑'.repeat(65))).not.toBeNull();
  });
});
