import type { Confirmation, Person, Role, User } from '../api/types';

export interface Organisation {
  id: string;
  uuid: string;
  name: string;
  /** The caller's own. */
  role: Role;
  /** Made with the account, and gone with it. */
  personal: boolean;
  members: number;
  createdAt: string;
}

export interface Member {
  user: User;
  role: Role;
  since: string;
  you: boolean;
}

export interface RoleReceipt extends Confirmation {
  user: string;
  role: Role;
}

/** Proof that somebody's access has ended, and what became of their keys. */
export interface DepartureReceipt extends Confirmation {
  organisation: string;
  user: string;
  removedAt: string;
  keysRevoked: number;
  keysHandedOver: number;
}

export interface DeletionReceipt extends Confirmation {
  id: string;
  deletedAt: string;
}

export interface Invitation {
  id: string;
  role: Role;
  /** Whom it is bound to, if to anyone. */
  email: string | null;
  createdAt: string;
  createdBy: Person;
  expiresAt: string;
  status: 'open' | 'accepted' | 'revoked' | 'expired';
}

export interface NewInvitation {
  role: Role;
  email?: string;
}

/** The answer to a creation: the record and, this once, the link. */
export interface CreatedInvitation extends Invitation {
  url: string;
}
