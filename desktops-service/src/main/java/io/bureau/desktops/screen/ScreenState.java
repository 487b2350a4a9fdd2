package io.bureau.desktops.screen;

import java.util.concurrent.TimeUnit;

/** What is known of a screen: written by the thread that reads from the server, read by any. */
final class ScreenState {

    /** Where the pointer is. */
    record Pointer(int x, int y) {}

    private volatile int width;
    private volatile int height;
    private volatile FrameBuffer frame;
    private volatile Cursor cursor = Cursor.NONE;
    private volatile Pointer pointer = new Pointer(0, 0);
    private boolean asked;
    private boolean askedForAll;
    private long drawn;
    private boolean closed;

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Cursor cursor() {
        return cursor;
    }

    Pointer pointer() {
        return pointer;
    }

    /** Where updates are drawn. */
    FrameBuffer frame() throws ProtocolError {
        var present = frame;
        ProtocolError.require(present != null, "an update that nobody has asked for");
        return present;
    }

    /** The size that the server tells when it is connected to. */
    void open(int newWidth, int newHeight) throws ProtocolError {
        FrameBuffer.checkSize(newWidth, newHeight);
        width = newWidth;
        height = newHeight;
        pointer = new Pointer(newWidth / 2, newHeight / 2);
    }

    synchronized void resize(int newWidth, int newHeight) throws ProtocolError {
        frame();
        frame = new FrameBuffer(newWidth, newHeight);
        width = newWidth;
        height = newHeight;
        drawn = 0;
        askedForAll = false;
    }

    void wear(Cursor newCursor) {
        cursor = newCursor;
    }

    void pointAt(int x, int y) {
        pointer = new Pointer(x, y);
    }

    /** An update has been drawn, so many pixels of it. */
    synchronized void updated(long pixels) {
        asked = false;
        drawn += pixels;
        notifyAll();
    }

    /** Whether the server must be asked for an update now, because it does not owe one already. */
    synchronized boolean mustAsk() throws ProtocolError {
        if (asked) {
            return false;
        }
        if (frame == null) {
            frame = new FrameBuffer(width, height);
        }
        asked = true;
        return true;
    }

    /** Whether the whole screen must be asked for, rather than what changes. True once for each size. */
    synchronized boolean mustAskForAll() {
        boolean first = !askedForAll;
        askedForAll = true;
        return first;
    }

    /** Whether all of the screen has been drawn. */
    synchronized boolean isWhole() {
        return frame != null && drawn >= frame.area();
    }

    /** Waits for the update that was asked for, or until {@code nanoTime}. */
    synchronized void awaitUpdate(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        while (asked && !closed && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = nanoTime - System.nanoTime();
        }
    }

    /** What the picture takes. */
    synchronized long bytes() {
        return frame == null ? 0 : 4L * frame.area();
    }

    /** Gives the memory of the picture back, unless an update that was asked for is still to be drawn. */
    synchronized void forget() {
        if (!asked) {
            frame = null;
            drawn = 0;
            askedForAll = false;
        }
    }

    /** Nothing more will be drawn. */
    synchronized void close() {
        closed = true;
        frame = null;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
