package io.bureau.desktops.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may send, byte by byte, and what none should. */
class RfbTest {

    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;

    private final ScreenState screen = new ScreenState();
    private final Updates updates = new Updates(screen);
    private final Deflater deflater = new Deflater();

    private int[] draw(int width, int height, byte[] message) throws IOException {
        screen.open(width, height);
        screen.mustAsk();
        updates.read(stream(message));
        return screen.frame().cut(new Area(0, 0, width, height)).pixels();
    }

    private void refuse(int width, int height, byte[] message) {
        assertThrows(ProtocolError.class, () -> draw(width, height, message));
    }

    @Nested
    class Pixels {

        @Test
        void rawOnesAreTakenAsTheyAre() throws IOException {
            assertArrayEquals(
                    new int[] {0, 0, 0, RED, GREEN, BLUE, 0, 0, 0},
                    draw(3, 3, update(rectangle(0, 1, 3, 1, Encoding.RAW, bytes("0000ff00 00ff0000 ff000000")))));
        }

        @Test
        void copiesMayOverlapInEitherDirection() throws IOException {
            var drawn = rectangle(0, 0, 1, 4, Encoding.RAW, bytes("01000000 02000000 03000000 04000000"));

            assertArrayEquals(new int[] {1, 1, 2, 3}, draw(1, 4, update(drawn, copy(0, 1, 1, 3, 0, 0))));
            assertArrayEquals(new int[] {2, 3, 4, 4}, draw(1, 4, update(drawn, copy(0, 0, 1, 3, 0, 1))));
        }

        @Test
        void aSolidTileIsOneColour() throws IOException {
            assertArrayEquals(filled(6, RED), draw(3, 2, update(zrle(0, 0, 3, 2, "01 0000ff"))));
        }

        @Test
        void aRawTileHasThreeBytesForEach() throws IOException {
            assertArrayEquals(new int[] {RED, GREEN}, draw(2, 1, update(zrle(0, 0, 2, 1, "00 0000ff 00ff00"))));
        }

        @ParameterizedTest
        @CsvSource({
            "02 0000ff 00ff00 50, RGRG", // 0101 of one bit each
            "03 0000ff 00ff00 ff0000 18, RGBR", // 00 01 10 00
            "05 0000ff 00ff00 ff0000 ffffff 000000 0120, RGBR" // 0000 0001 0010 0000
        })
        void aPackedPaletteHasAsFewBitsAsItNeeds(String data, String expected) throws IOException {
            var colours = expected.chars()
                    .map(c -> c == 'R' ? RED : c == 'G' ? GREEN : BLUE)
                    .toArray();
            assertArrayEquals(colours, draw(4, 1, update(zrle(0, 0, 4, 1, data))));
        }

        @Test
        void everyRowOfAPackedPaletteBeginsWithAByteOfItsOwn() throws IOException {
            assertArrayEquals(
                    new int[] {RED, GREEN, GREEN, RED}, draw(2, 2, update(zrle(0, 0, 2, 2, "02 0000ff 00ff00 40 80"))));
        }

        @Test
        void runsGoOnOverTheEndOfARow() throws IOException {
            assertArrayEquals(
                    new int[] {RED, GREEN, GREEN, GREEN},
                    draw(2, 2, update(zrle(0, 0, 2, 2, "80 0000ff 00 00ff00 02"))));
        }

        @Test
        void aLongRunHasALengthOfManyBytes() throws IOException {
            assertArrayEquals(
                    filled(64 * 64, BLUE),
                    draw(64, 64, update(zrle(0, 0, 64, 64, "80 ff0000" + "ff".repeat(16) + "0f"))));
        }

        @Test
        void runsOfAPaletteMayBeOfOnePixel() throws IOException {
            assertArrayEquals(
                    new int[] {RED, GREEN, GREEN, RED},
                    draw(4, 1, update(zrle(0, 0, 4, 1, "82 0000ff 00ff00 00 81 01 00"))));
        }

        @Test
        void largeRectanglesAreTiled() throws IOException {
            var pixels = draw(65, 65, update(zrle(0, 0, 65, 65, "01 0000ff 01 00ff00 01 ff0000 01 ffffff")));

            assertEquals(RED, pixels[0]);
            assertEquals(GREEN, pixels[64]);
            assertEquals(BLUE, pixels[64 * 65]);
            assertEquals(0xffffff, pixels[64 * 65 + 64]);
        }

        @Test
        void theCompressorGoesOnFromRectangleToRectangle() throws IOException {
            assertArrayEquals(
                    new int[] {RED, GREEN},
                    draw(2, 1, update(zrle(0, 0, 1, 1, "01 0000ff"), zrle(1, 0, 1, 1, "01 00ff00"))));
        }
    }

    @Nested
    class Others {

        @Test
        void anotherSizeMakesAnotherPicture() throws IOException {
            screen.open(1, 1);
            screen.mustAsk();
            updates.read(stream(update(rectangle(0, 0, 3, 2, Encoding.DESKTOP_SIZE, new byte[0]))));

            assertEquals(3, screen.width());
            assertEquals(2, screen.height());
            assertFalse(screen.isWhole());
            assertTrue(screen.mustAsk());
            assertTrue(screen.mustAskForAll());
        }

        @Test
        void thePointerIsDrawnWhereItIsAndCutOffAtTheEdge() throws IOException {
            draw(2, 1, update(rectangle(1, 0, 2, 1, Encoding.CURSOR, bytes("0000ff00 00ff0000 c0"))));
            var picture = screen.frame().cut(new Area(0, 0, 2, 1));

            screen.cursor().drawOn(picture, new Area(0, 0, 2, 1), 0, 0);

            assertArrayEquals(new int[] {GREEN, 0}, picture.pixels());
        }

        @Test
        void aPictureIsWholeOnceAllOfItWasDrawn() throws IOException {
            draw(2, 1, update(rectangle(0, 0, 1, 1, Encoding.RAW, bytes("00000000"))));
            assertFalse(screen.isWhole());

            updates.read(stream(update(rectangle(1, 0, 1, 1, Encoding.RAW, bytes("00000000")))));
            assertTrue(screen.isWhole());
        }
    }

    @Nested
    class WhatIsRefused {

        @ParameterizedTest
        @CsvSource({"65535,65535", "0,1", "1,0", "3841,2160"})
        void aScreenOfAnImpossibleSize(int width, int height) throws IOException {
            assertThrows(ProtocolError.class, () -> screen.open(width, height));
            refuse(1, 1, update(rectangle(0, 0, width, height, Encoding.DESKTOP_SIZE, new byte[0])));
        }

        @ParameterizedTest
        @ValueSource(ints = {Encoding.RAW, Encoding.COPY_RECT, Encoding.ZRLE})
        void aRectangleOutsideOfTheScreen(int encoding) throws IOException {
            refuse(4, 4, update(rectangle(3, 0, 2, 1, encoding, new byte[16])));
            refuse(4, 4, update(rectangle(0, 65_535, 1, 65_535, encoding, new byte[16])));
        }

        @Test
        void aCopyFromOutside() throws IOException {
            refuse(4, 4, update(copy(0, 0, 2, 2, 3, 0)));
        }

        @Test
        void anEncodingThatWasNotAskedFor() throws IOException {
            refuse(4, 4, update(rectangle(0, 0, 1, 1, 7, new byte[16])));
        }

        @Test
        void anUpdateThatDrawsTheSameForEver() throws IOException {
            var again = new byte[6][];
            Arrays.fill(again, copy(0, 0, 4, 4, 0, 0));
            refuse(4, 4, update(again));
        }

        @Test
        void anUpdateThatChangesTheSizeForEver() throws IOException {
            var again = new byte[6][];
            Arrays.fill(again, rectangle(0, 0, 4, 4, Encoding.DESKTOP_SIZE, new byte[0]));
            refuse(4, 4, update(again));
        }

        @Test
        void anUpdateThatNobodyHasAskedFor() throws IOException {
            screen.open(1, 1);
            var message = update(rectangle(0, 0, 1, 1, Encoding.RAW, new byte[4]));
            assertThrows(ProtocolError.class, () -> updates.read(stream(message)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "11 0000ff", // a kind that does not exist
                    "81 0000ff", // the same, for runs
                    "03 0000ff 00ff00 ff0000 ff", // a colour that is not in the palette
                    "80 0000ff ff ff", // a run that leaves its tile
                    "01 0000", // too short
                    "01 0000ff 00" // too long
                })
        void aTileThatIsNone(String data) throws IOException {
            refuse(4, 1, update(zrle(0, 0, 4, 1, data)));
        }

        @Test
        void dataThatIsNotCompressed() throws IOException {
            refuse(1, 1, update(rectangle(0, 0, 1, 1, Encoding.ZRLE, bytes("00000004 deadbeef"))));
        }

        @Test
        void dataThatUnpacksToMoreThanTheRectangle() throws IOException {
            refuse(1, 1, update(zrle(0, 0, 1, 1, "01 0000ff" + "00".repeat(1_000_000))));
        }

        @Test
        void aMessageThatBreaksOff() throws IOException {
            var message = update(zrle(0, 0, 4, 4, "01 0000ff"));
            for (int length = 0; length < message.length; length++) {
                var part = Arrays.copyOf(message, length);
                assertThrows(EOFException.class, () -> {
                    try (var fresh = new Updates(screen)) {
                        screen.open(4, 4);
                        screen.mustAsk();
                        fresh.read(stream(part));
                    }
                });
            }
        }

        @Test
        void aPointerThatIsTooLargeIsPassedOver() throws IOException {
            draw(1, 1, update(rectangle(0, 0, 1000, 1000, Encoding.CURSOR, new byte[4_000_000 + 125_000])));
            assertEquals(Cursor.NONE, screen.cursor());
        }
    }

    private static byte[] update(byte[]... rectangles) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeShort(rectangles.length);
        for (var rectangle : rectangles) {
            out.write(rectangle);
        }
        return bytes.toByteArray();
    }

    private static byte[] rectangle(int x, int y, int width, int height, int encoding, byte[] data) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(x);
        out.writeShort(y);
        out.writeShort(width);
        out.writeShort(height);
        out.writeInt(encoding);
        out.write(data);
        return bytes.toByteArray();
    }

    private static byte[] copy(int x, int y, int width, int height, int fromX, int fromY) throws IOException {
        return rectangle(x, y, width, height, Encoding.COPY_RECT, bytes("%04x%04x".formatted(fromX, fromY)));
    }

    private byte[] zrle(int x, int y, int width, int height, String data) throws IOException {
        var plain = bytes(data);
        var packed = new byte[plain.length + 1024];
        deflater.setInput(plain);
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(length);
        out.write(packed, 0, length);
        return rectangle(x, y, width, height, Encoding.ZRLE, bytes.toByteArray());
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
    }

    private static int[] filled(int length, int pixel) {
        var pixels = new int[length];
        Arrays.fill(pixels, pixel);
        return pixels;
    }

    private static DataInputStream stream(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
