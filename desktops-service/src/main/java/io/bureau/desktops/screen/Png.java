package io.bureau.desktops.screen;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Pictures as PNG (ISO/IEC 15948), as fast as may be: each row as its difference to the one above, which for what is on screens
 * is mostly zeros, and the quickest compression.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte UP = 2;

    private Png() {}

    static byte[] encode(Picture picture) {
        var bytes = new ByteArrayOutputStream(picture.width() * picture.height() / 8 + 1024);
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            writeChunk(out, "IHDR", header(picture));
            writeChunk(out, "IDAT", data(picture));
            writeChunk(out, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Eight bits for each of three colours. */
    private static byte[] header(Picture picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(picture.width());
            out.writeInt(picture.height());
            out.write(new byte[] {8, 2, 0, 0, 0});
        }
        return bytes.toByteArray();
    }

    private static byte[] data(Picture picture) throws IOException {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        var bytes = new ByteArrayOutputStream(picture.width() * picture.height() / 8);
        try (var out = new DeflaterOutputStream(bytes, deflater, 65_536)) {
            var row = new byte[1 + picture.width() * 3];
            row[0] = UP;
            for (int y = 0; y < picture.height(); y++) {
                filter(picture, y, row);
                out.write(row);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void filter(Picture picture, int y, byte[] row) {
        var pixels = picture.pixels();
        int at = y * picture.width();
        int above = at - picture.width();
        for (int x = 0, to = 1; x < picture.width(); x++) {
            int pixel = pixels[at + x];
            int other = y == 0 ? 0 : pixels[above + x];
            row[to++] = (byte) ((pixel >> 16) - (other >> 16));
            row[to++] = (byte) ((pixel >> 8) - (other >> 8));
            row[to++] = (byte) (pixel - other);
        }
    }

    private static void writeChunk(DataOutputStream out, String type, byte[] data) throws IOException {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
