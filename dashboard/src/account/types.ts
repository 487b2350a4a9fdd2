import type { Confirmation, User } from '../api/types';

/** One provider's account that signs its owner in. */
export interface Identity {
  id: string;
  provider: string;
  providerName: string;
  email: string;
  linkedAt: string;
  lastUsedAt: string | null;
}

export interface Account {
  user: User;
  identities: Identity[];
  signedInAt: string;
  /** Whether the sign-in is recent enough to change how one signs in. */
  fresh: boolean;
}

export interface AccountReceipt extends Confirmation {
  id: string;
  deletedAt: string;
}
