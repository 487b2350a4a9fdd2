import { describe, expect, it } from 'vitest';
import { relativeTo } from './time';

const NOW = Date.parse('2026-11-25T10:00:00Z');

function after(seconds: number): string {
  return relativeTo(NOW, new Date(NOW + seconds * 1_000).toISOString());
}

describe('a moment seen from now', () => {
  it.each([
    [-9, 'just now'],
    [-10, '10 seconds ago'],
    [-119, '1 minute ago'],
    [-86_399, '23 hours ago'],
    [-86_400, 'yesterday'],
  ])('that is past counts whole units only: %d s', (seconds, words) => {
    expect(after(seconds)).toBe(words);
  });

  it.each([
    [9, 'just now'],
    [3_599, 'in 60 minutes'],
    [86_395, 'in 24 hours'],
    [604_795, 'in 7 days'],
  ])('that is to come is rounded, so that a term begins as long as it is: %d s', (seconds, words) => {
    expect(after(seconds)).toBe(words);
  });
});
