import { strings } from '../strings';
import type { Capability, NewApiKey } from './types';

const text = strings.keys.form;
const DAY = 86_400_000;
const NAME_MAX = 64;
const MOST_REQUESTS = 1_000_000;
const DAYS = { d7: 7, d30: 30, d90: 90, d365: 365 } as const;

export type Expiry = keyof typeof text.expiryChoices;

/** The form as a person fills it in. */
export interface NewKeyValues {
  name: string;
  capabilities: string[];
  expiry: Expiry;
  /** `YYYY-MM-DD` in the reader's own time zone, for the expiry `date`. */
  lastDay: string;
  /** One network a line. */
  networks: string;
  /** Empty for no limit of its own. */
  requests: string;
  windowSeconds: string;
}

export function initialValues(capabilities: readonly Capability[]): NewKeyValues {
  return {
    name: '',
    capabilities: capabilities.filter((capability) => capability.default).map(({ id }) => id),
    expiry: 'never',
    lastDay: '',
    networks: '',
    requests: '',
    windowSeconds: '60',
  };
}

export const validation = {
  name: (name: string) => {
    if (name.trim() === '') {
      return text.nameMissing;
    }
    return Array.from(name.trim()).length > NAME_MAX ? text.nameTooLong(NAME_MAX) : null;
  },
  capabilities: (chosen: string[]) => (chosen.length === 0 ? text.capabilitiesMissing : null),
  lastDay: (day: string, { expiry }: NewKeyValues) => {
    if (expiry !== 'date') {
      return null;
    }
    if (Number.isNaN(endOfDay(day))) {
      return text.expiryDateMissing;
    }
    return endOfDay(day) <= Date.now() ? text.expiryDatePast : null;
  },
  requests: (requests: string) => (isLimit(requests) ? null : text.limitInvalid),
};

/** What the service is asked for, as of now. */
export function toNewApiKey(values: NewKeyValues): NewApiKey {
  const expiresAt = expiryOf(values);
  const allowedCidrs = values.networks.split(/[\s,]+/).filter((network) => network !== '');
  const requests = values.requests.trim();
  return {
    name: values.name.trim(),
    capabilities: values.capabilities,
    ...(expiresAt !== null && { expiresAt: new Date(expiresAt).toISOString() }),
    ...(allowedCidrs.length > 0 && { allowedCidrs }),
    ...(requests !== '' && {
      limit: { requests: Number(requests), windowSeconds: Number(values.windowSeconds) },
    }),
  };
}

function expiryOf({ expiry, lastDay }: NewKeyValues): number | null {
  switch (expiry) {
    case 'never':
      return null;
    case 'date':
      return endOfDay(lastDay);
    default:
      return Date.now() + DAYS[expiry] * DAY;
  }
}

/** The last second of a day here, or NaN for what is no day. */
function endOfDay(day: string): number {
  return Date.parse(`${day}T23:59:59`);
}

function isLimit(requests: string): boolean {
  const trimmed = requests.trim();
  return trimmed === '' || (/^[1-9]\d*$/.test(trimmed) && Number(trimmed) <= MOST_REQUESTS);
}
