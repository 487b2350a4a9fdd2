const number = new Intl.NumberFormat('en');

/** "1 request", "1,204 requests". */
export function count(n: number, one: string, many: string): string {
  return `${number.format(n)} ${n === 1 ? one : many}`;
}

/** "Confirmed by 2 replicas in 13 ms." */
export function confirmedBy(replicas: number, ms: number): string {
  return `Confirmed by ${count(replicas, 'replica', 'replicas')} in ${number.format(ms)} ms.`;
}
