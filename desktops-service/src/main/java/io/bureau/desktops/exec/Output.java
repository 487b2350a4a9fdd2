package io.bureau.desktops.exec;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what a program writes. All else is taken and dropped, so that the program never waits. */
final class Output extends OutputStream {

    private final int limit;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    Output(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (kept == null) {
            return;
        }
        int taken = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, taken);
        truncated |= taken < length;
    }

    synchronized boolean isTruncated() {
        return truncated;
    }

    /** What was kept, as text; from now on nothing is. */
    synchronized String take() {
        var bytes = kept.toByteArray();
        kept = null;
        int end = truncated ? wholeCharacters(bytes) : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Where the last whole character ends: the one that the limit cut in two was well-formed when it was written. */
    private static int wholeCharacters(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead >= 0 && lead > bytes.length - 4 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        return lead >= 0 && lead + lengthOf(bytes[lead]) > bytes.length ? lead : bytes.length;
    }

    private static int lengthOf(byte lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 2;
        }
        if ((lead & 0xF0) == 0xE0) {
            return 3;
        }
        return (lead & 0xF8) == 0xF0 ? 4 : 1;
    }
}
