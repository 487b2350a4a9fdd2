package io.bureau.desktops.live;

/** The client does not keep to the protocol. */
final class Malformed extends RuntimeException {

    Malformed(String what) {
        super(what, null, false, false);
    }
}
