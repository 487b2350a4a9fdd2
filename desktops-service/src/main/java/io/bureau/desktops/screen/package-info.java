/**
 * The screens of desktops: a client of the RFB protocol (RFC 6143, and the extensions of the RFB community's specification) over
 * SSH, one connection to each desktop in use, and pictures of what it shows.
 *
 * <p>What a desktop says is never trusted: sizes are bounded before anything is allocated, and whatever does not follow the
 * protocol ends the connection.
 */
package io.bureau.desktops.screen;
