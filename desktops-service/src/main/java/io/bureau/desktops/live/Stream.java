package io.bureau.desktops.live;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The desktop's side of something open. Its methods may wait; all but {@link #close} are called by one thread at a time. */
interface Stream extends Closeable {

    /** What comes from the desktop. Ends when the desktop has no more to say, and when this is closed. */
    InputStream fromDesktop();

    /** A frame from the client, in one piece or as a part of one. */
    void take(byte[] bytes, boolean isText, boolean isLast) throws IOException;

    /** A last text for the client once the desktop has no more to say; {@code null} for none. */
    default String lastWords() {
        return null;
    }

    /** Told once, before it is closed, why it ends. */
    void end(Ending why);

    @Override
    void close() throws IOException;
}
