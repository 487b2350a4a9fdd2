import { ApiError } from '../api/ApiError';

/** What a service said about single fields, for those the form has: `{name: "is too long"}`. */
export function fieldErrors(error: Error, known: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) {
    return {};
  }
  const relevant = error.fields.filter(({ field }) => known.includes(field));
  return Object.fromEntries(relevant.map(({ field, message }) => [field, message]));
}
