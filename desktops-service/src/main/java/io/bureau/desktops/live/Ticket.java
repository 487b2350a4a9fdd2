package io.bureau.desktops.live;

import io.bureau.kit.principal.Principal;

/**
 * Leave to open one thing once, soon.
 *
 * @param principal on whose behalf
 * @param position in the stream of revocations up to which the principal's credential is known not to be revoked
 * @param size of a terminal; {@code null} for a view
 */
record Ticket(Purpose purpose, String desktopId, Principal principal, String position, TerminalSize size) {}
