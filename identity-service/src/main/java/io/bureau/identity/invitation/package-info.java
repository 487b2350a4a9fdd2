/** Invitations into organisations: a link that lets one person in, once. */
package io.bureau.identity.invitation;
