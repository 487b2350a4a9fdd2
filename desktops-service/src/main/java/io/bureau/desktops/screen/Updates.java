package io.bureau.desktops.screen;

import java.io.DataInputStream;
import java.io.IOException;

/** Draws what the server sends of its screen. */
final class Updates implements AutoCloseable {

    /** A larger pointer is none that anybody has drawn for use, and is not shown. */
    private static final int MOST_CURSOR = 256;

    /** An honest server sends each pixel once in an update, or twice if it has also moved. */
    private static final int MOST_TIMES = 4;

    private static final int MOST_SIZES = 4;

    private final Zrle zrle = new Zrle();
    private final ScreenState screen;

    Updates(ScreenState screen) {
        this.screen = screen;
    }

    /** One message of the server, after its type. */
    void read(DataInputStream in) throws IOException {
        in.skipNBytes(1);
        int rectangles = in.readUnsignedShort();
        long drawn = 0;
        int sizes = 0;
        for (int i = 0; i < rectangles; i++) {
            var area = new Area(
                    in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
            int encoding = in.readInt();
            switch (encoding) {
                case Encoding.DESKTOP_SIZE -> {
                    ProtocolError.require(sizes++ < MOST_SIZES, "a screen that changes its size for ever");
                    screen.resize(area.width(), area.height());
                    drawn = 0;
                }
                case Encoding.CURSOR -> screen.wear(readCursor(in, area));
                case Encoding.CURSOR_POSITION -> screen.pointAt(area.x(), area.y());
                case Encoding.LED_STATE -> in.skipNBytes(1);
                default -> {
                    drawn += draw(in, encoding, area);
                    ProtocolError.require(
                            drawn <= (long) MOST_TIMES * screen.frame().area(), "an update that never ends");
                }
            }
        }
        screen.updated(drawn);
    }

    @Override
    public void close() {
        zrle.close();
    }

    private int draw(DataInputStream in, int encoding, Area area) throws IOException {
        var frame = screen.frame();
        ProtocolError.require(frame.holds(area), "a rectangle outside of the screen");
        switch (encoding) {
            case Encoding.RAW -> drawRaw(in, frame, area);
            case Encoding.COPY_RECT -> {
                int fromX = in.readUnsignedShort();
                int fromY = in.readUnsignedShort();
                ProtocolError.require(
                        frame.holds(new Area(fromX, fromY, area.width(), area.height())),
                        "a copy from outside of the screen");
                frame.copy(fromX, fromY, area);
            }
            case Encoding.ZRLE -> zrle.draw(in, frame, area);
            default -> throw new ProtocolError("an encoding that was not asked for: " + encoding);
        }
        return area.size();
    }

    private static void drawRaw(DataInputStream in, FrameBuffer frame, Area area) throws IOException {
        var bytes = new byte[area.width() * 4];
        var row = new int[area.width()];
        for (int y = 0; y < area.height(); y++) {
            in.readFully(bytes);
            for (int x = 0; x < row.length; x++) {
                row[x] = pixel(bytes, x);
            }
            frame.putRow(area.x(), area.y() + y, row, row.length);
        }
    }

    private static Cursor readCursor(DataInputStream in, Area area) throws IOException {
        int maskRow = (area.width() + 7) / 8;
        if (area.width() > MOST_CURSOR || area.height() > MOST_CURSOR) {
            in.skipNBytes((long) area.width() * area.height() * 4 + (long) maskRow * area.height());
            return Cursor.NONE;
        }
        var bytes = new byte[area.size() * 4];
        in.readFully(bytes);
        var mask = new byte[maskRow * area.height()];
        in.readFully(mask);
        var pixels = new int[area.size()];
        var opaque = new boolean[area.size()];
        for (int i = 0; i < pixels.length; i++) {
            int column = i % area.width();
            pixels[i] = pixel(bytes, i);
            opaque[i] = (mask[i / area.width() * maskRow + column / 8] >> 7 - column % 8 & 1) != 0;
        }
        return new Cursor(area.x(), area.y(), area.width(), area.height(), pixels, opaque);
    }

    private static int pixel(byte[] bytes, int index) {
        return bytes[index * 4] & 0xff | (bytes[index * 4 + 1] & 0xff) << 8 | (bytes[index * 4 + 2] & 0xff) << 16;
    }
}
