import { ApiError } from '../api/ApiError';

/**
 * What a service said about single fields, for those the form has: `{name: "is too long"}`. A part of a field, such as
 * `limit.requests` or `allowedCidrs[2]`, counts as the field.
 */
export function fieldErrors(error: Error | null, known: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) {
    return {};
  }
  const relevant = error.fields.flatMap(({ field, message }) => {
    const owner = known.find((name) => field === name) ?? known.find((name) => isPartOf(name, field));
    return owner === undefined ? [] : [[owner, message] as const];
  });
  return Object.fromEntries(relevant);
}

function isPartOf(name: string, field: string): boolean {
  return field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
}
