package io.bureau.desktops.exec;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the beginning of what a program writes. All else is taken and dropped, so that the program never waits. */
final class Output extends OutputStream {

    /** Lets a part be read without a copy of the whole. */
    private static final class Kept extends ByteArrayOutputStream {

        /** From {@code start} to the end of the last whole character. */
        int wholeFrom(int start) {
            return start + wholeCharacters(Arrays.copyOfRange(buf, start, count));
        }

        String text(int start, int end) {
            return new String(buf, start, end - start, StandardCharsets.UTF_8);
        }
    }

    private final int limit;
    private final Runnable onMore;
    private Kept kept = new Kept();
    private int told;
    private boolean truncated;

    /** @param onMore called when there may be {@link #more}, on the thread that writes */
    Output(int limit, Runnable onMore) {
        this.limit = limit;
        this.onMore = onMore;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (keep(bytes, offset, length)) {
            onMore.run();
        }
    }

    private synchronized boolean keep(byte[] bytes, int offset, int length) {
        if (kept == null) {
            return false;
        }
        int taken = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, taken);
        truncated |= taken < length;
        return taken > 0;
    }

    synchronized boolean isTruncated() {
        return truncated;
    }

    /**
     * What was kept since it was last asked for, in whole characters: put together, it is how {@link #take} begins. Empty once
     * all was taken.
     */
    synchronized String more() {
        if (kept == null) {
            return "";
        }
        int end = kept.wholeFrom(told);
        var text = kept.text(told, end);
        told = end;
        return text;
    }

    /** Whether {@code text} may be what is being written: so far nothing else was. */
    synchronized boolean mayBecome(String text) {
        return kept != null && text.startsWith(kept.text(0, kept.size()));
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
