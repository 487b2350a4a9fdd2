package io.bureau.desktops.screen;

import java.io.IOException;

/** What the server says is no RFB, or more than any honest server would say. */
final class ProtocolError extends IOException {

    ProtocolError(String message) {
        super(message);
    }

    static void require(boolean holds, String otherwise) throws ProtocolError {
        if (!holds) {
            throw new ProtocolError(otherwise);
        }
    }
}
