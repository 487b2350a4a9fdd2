// The form of Bureau's API keys: sk_live_<id>_<secret><checksum>, 8, 43 and 6 base62 characters.
import { crc32 } from "node:zlib";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM = 6;

// Nothing is asked of what comes before, so that a key after an escaped line end (\nsk_live_…) is found as well.
const KEY = /sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}(?![0-9A-Za-z])/g;

/** Every key in `text` whose checksum fits, as `{ key, index }` in order. */
export function keysIn(text) {
  return [...text.matchAll(KEY)]
    .map((match) => ({ key: match[0], index: match.index }))
    .filter(({ key }) => isKey(key));
}

/** Whether `key`, which has the form, ends in the CRC-32 of all that comes before. */
function isKey(key) {
  return key.endsWith(base62(crc32(key.slice(0, -CHECKSUM))));
}

/** What may be shown of a key: the id, which is not secret. */
export function preview(key) {
  return `${key.slice(0, "sk_live_".length + 8)}_***`;
}

function base62(number) {
  let digits = "";
  for (let rest = number; digits.length < CHECKSUM; rest = Math.floor(rest / DIGITS.length)) {
    digits = DIGITS[rest % DIGITS.length] + digits;
  }
  return digits;
}
