package io.bureau.desktops.screen;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Rectangles in ZRLE (RFC 6143, section 7.7.6): tiles of 64 by 64 pixels, run-length encoded, in one zlib stream for the whole
 * connection. Nothing is kept of it but two small buffers, however much a rectangle claims to be.
 */
final class Zrle implements AutoCloseable {

    private static final int TILE = 64;
    private static final int BUFFER = 16_384;

    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[BUFFER];
    private final byte[] plain = new byte[BUFFER];
    private final int[] palette = new int[128];
    private DataInputStream in;
    private long unread;
    private int position;
    private int limit;

    /** Draws the next rectangle, which begins with the length of its data. */
    void draw(DataInputStream from, FrameBuffer frame, Area area) throws IOException {
        in = from;
        unread = Integer.toUnsignedLong(from.readInt());
        position = 0;
        limit = 0;
        for (int y = 0; y < area.height(); y += TILE) {
            for (int x = 0; x < area.width(); x += TILE) {
                drawTile(
                        frame,
                        area.x() + x,
                        area.y() + y,
                        Math.min(TILE, area.width() - x),
                        Math.min(TILE, area.height() - y));
            }
        }
        finish();
    }

    @Override
    public void close() {
        inflater.end();
    }

    private void drawTile(FrameBuffer frame, int x, int y, int width, int height) throws IOException {
        int kind = next();
        if (kind == 0) {
            drawRaw(frame, x, y, width, height);
        } else if (kind <= 16) {
            readPalette(kind);
            drawPacked(frame, x, y, width, height, kind);
        } else if (kind == 128) {
            drawRuns(frame, x, y, width, height, false);
        } else {
            ProtocolError.require(kind >= 130, "a tile of kind " + kind);
            readPalette(kind - 128);
            drawRuns(frame, x, y, width, height, true);
        }
    }

    private void drawRaw(FrameBuffer frame, int x, int y, int width, int height) throws IOException {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                frame.put(x + column, y + row, pixel());
            }
        }
    }

    private void drawPacked(FrameBuffer frame, int x, int y, int width, int height, int colours) throws IOException {
        if (colours == 1) {
            for (int row = 0; row < height; row++) {
                frame.fill(x, y + row, width, palette[0]);
            }
            return;
        }
        int bits = colours == 2 ? 1 : colours <= 4 ? 2 : 4;
        for (int row = 0; row < height; row++) {
            int held = 0;
            int left = 0;
            for (int column = 0; column < width; column++) {
                if (left == 0) {
                    held = next();
                    left = 8;
                }
                left -= bits;
                int index = held >> left & (1 << bits) - 1;
                ProtocolError.require(index < colours, "a colour that is not in the palette");
                frame.put(x + column, y + row, palette[index]);
            }
        }
    }

    private void drawRuns(FrameBuffer frame, int x, int y, int width, int height, boolean ofPalette)
            throws IOException {
        int size = width * height;
        int done = 0;
        while (done < size) {
            int head = ofPalette ? next() : 0;
            int pixel = ofPalette ? palette[head & 127] : pixel();
            int length = ofPalette && head < 128 ? 1 : runLength(size - done);
            while (length > 0) {
                int column = done % width;
                int piece = Math.min(length, width - column);
                frame.fill(x + column, y + done / width, piece, pixel);
                done += piece;
                length -= piece;
            }
        }
    }

    private int runLength(int most) throws IOException {
        int length = 1;
        int more;
        do {
            more = next();
            length += more;
            ProtocolError.require(length <= most, "a run that leaves its tile");
        } while (more == 255);
        return length;
    }

    private void readPalette(int colours) throws IOException {
        for (int i = 0; i < colours; i++) {
            palette[i] = pixel();
        }
    }

    /** Three bytes, because the pixels that were asked for have their colours in the lower three. */
    private int pixel() throws IOException {
        return next() | next() << 8 | next() << 16;
    }

    private int next() throws IOException {
        if (position == limit) {
            inflate();
            ProtocolError.require(limit > 0, "a rectangle that ends too early");
        }
        return plain[position++] & 0xff;
    }

    private void inflate() throws IOException {
        position = 0;
        limit = 0;
        try {
            while (limit == 0) {
                limit = inflater.inflate(plain);
                if (limit == 0 && !feed()) {
                    return;
                }
            }
        } catch (DataFormatException broken) {
            throw new ProtocolError("data that is not zlib's: " + broken.getMessage());
        }
    }

    private boolean feed() throws IOException {
        ProtocolError.require(
                inflater.needsInput() && !inflater.finished() && !inflater.needsDictionary(), "an odd zlib stream");
        if (unread == 0) {
            return false;
        }
        int read = in.read(packed, 0, (int) Math.min(unread, packed.length));
        if (read < 0) {
            throw new EOFException();
        }
        unread -= read;
        inflater.setInput(packed, 0, read);
        return true;
    }

    /** What is left of the data completes the compressor's block, and says nothing more. */
    private void finish() throws IOException {
        ProtocolError.require(position == limit, "a rectangle that goes on after its last tile");
        inflate();
        ProtocolError.require(limit == 0, "a rectangle that goes on after its last tile");
    }
}
