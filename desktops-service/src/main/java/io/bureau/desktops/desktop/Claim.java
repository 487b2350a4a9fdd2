package io.bureau.desktops.desktop;

/**
 * The right to do the next thing for a desktop, for as long as the lease runs, and all that is needed to do it. No
 * transaction is held meanwhile.
 *
 * @param lease the name of this right; whoever took over after it ran out has another
 * @param revision of the desktop when it was claimed
 * @param access where its machine is; {@code null} unless it was started
 * @param adopted whether that was done before anybody asked for the desktop, and is all that was done so far
 */
record Claim(
        String desktopId,
        String lease,
        long revision,
        Lifecycle lifecycle,
        Blueprint blueprint,
        Access access,
        boolean adopted) {}
