import type { Role } from '../api/types';

/** What an invitation says to who has its link. */
export interface InvitationPreview {
  organisation: { id: string; name: string };
  role: Role;
  email: string | null;
  invitedBy: { name: string | null };
  expiresAt: string;
}
