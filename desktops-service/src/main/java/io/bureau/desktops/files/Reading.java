package io.bureau.desktops.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A file that was opened to be read, once and from front to back. Everything here waits for the desktop. */
final class Reading {

    private static final int PIECE = 256 * 1024;

    private final InputStream content;
    private final long size;
    private final Instant modifiedAt;
    private boolean begun;
    private long taken;

    Reading(InputStream content, long size, Instant modifiedAt) {
        this.content = content;
        this.size = size;
        this.modifiedAt = modifiedAt;
    }

    /** In bytes, when it was opened. */
    long size() {
        return size;
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    /** The next piece of this part; an empty one at its end. Fails if the file has become shorter meanwhile. */
    byte[] next(Span part) throws IOException {
        if (!begun) {
            content.skipNBytes(part.from());
            begun = true;
        }
        var piece = content.readNBytes((int) Math.min(PIECE, part.length() - taken));
        taken += piece.length;
        if (piece.length == 0 && taken < part.length()) {
            throw new EOFException("the file has become shorter");
        }
        return piece;
    }
}
