package io.bureau.desktops.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RfbFilterTest {

    private static final byte[] HELLO = bytes(hex("RFB 003.008\n") + "01" + "00");
    private static final String HELLO_SHARED = hex("RFB 003.008\n") + "01" + "01";

    private static final String PIXEL_FORMAT = "00000000" + "20202020202020202020202020202020";
    private static final String ENCODINGS = "02000002" + "0000000100000010";
    private static final String UPDATE_REQUEST = "03010000000000640064";
    private static final String KEY_DOWN = "0401000000000061";
    private static final String KEY_UP = "0400000000000061";
    private static final String PRESS = "050100100020";
    private static final String TEXT = "0600000000000003616263";
    private static final String EXTENDED_TEXT = "06000000fffffffc02000001";
    private static final String CONTINUOUS = "96010000000000640064";
    private static final String FENCE = "f80000000000000002" + "abcd";
    private static final String RESIZE = "fb00040003000100" + "00000000000000000000000000000000";
    private static final String XVP = "fa000102";
    private static final String QEMU_KEY = "ff000001000000610000001e";

    private boolean admitted = true;
    private int used;
    private final RfbFilter filter = new RfbFilter(() -> admitted, () -> used++);

    @Test
    void theScreenIsShared() {
        assertEquals(HELLO_SHARED, pass(HELLO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PIXEL_FORMAT,
                ENCODINGS,
                UPDATE_REQUEST,
                KEY_DOWN,
                KEY_UP,
                PRESS,
                TEXT,
                EXTENDED_TEXT,
                CONTINUOUS,
                FENCE,
                QEMU_KEY
            })
    void whatViewersSayPasses(String message) {
        pass(HELLO);

        assertEquals(message, pass(bytes(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY_DOWN, KEY_UP, PRESS, TEXT, EXTENDED_TEXT, QEMU_KEY})
    void inputThatIsNotAdmittedIsDropped(String message) {
        pass(HELLO);
        admitted = false;

        assertEquals(UPDATE_REQUEST, pass(bytes(message + UPDATE_REQUEST)));
        assertEquals(0, used);
    }

    @ParameterizedTest
    @ValueSource(strings = {RESIZE, XVP})
    void nobodyResizesOrStopsTheScreenFromHere(String message) {
        pass(HELLO);

        assertEquals(FENCE, pass(bytes(message + FENCE)));
    }

    @Test
    void onlyPointerAndKeyboardCountAsUse() {
        pass(HELLO);
        pass(bytes(PIXEL_FORMAT + ENCODINGS + UPDATE_REQUEST + FENCE + TEXT));
        assertEquals(0, used);

        pass(bytes(KEY_DOWN + KEY_UP + PRESS + QEMU_KEY));
        assertEquals(4, used);
    }

    @Test
    void messagesMayComeInAnyPieces() {
        var all = bytes(PIXEL_FORMAT + ENCODINGS + TEXT + RESIZE + FENCE + KEY_DOWN + UPDATE_REQUEST + QEMU_KEY);
        var expected = PIXEL_FORMAT + ENCODINGS + TEXT + FENCE + KEY_DOWN + UPDATE_REQUEST + QEMU_KEY;
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var each = new RfbFilter(() -> true, () -> {});
            var out = new ByteArrayOutputStream();
            out.writeBytes(each.pass(HELLO));
            for (int at = 0; at < all.length; ) {
                int next = Math.min(all.length, at + 1 + random.nextInt(9));
                out.writeBytes(each.pass(java.util.Arrays.copyOfRange(all, at, next)));
                at = next;
            }
            assertEquals(HELLO_SHARED + expected, HexFormat.of().formatHex(out.toByteArray()));
        }
    }

    @Test
    void whoLosesControlLetsGoOfWhatHeHolds() {
        pass(HELLO);
        pass(bytes(PRESS + KEY_DOWN));
        admitted = false;

        assertEquals("050000100020" + KEY_UP, pass(bytes(KEY_DOWN)));
        assertEquals("", pass(bytes(KEY_DOWN)));
    }

    @Test
    void whoLeavesLetsGoOfWhatHeHolds() {
        pass(HELLO);
        pass(bytes(PRESS + KEY_DOWN));

        assertEquals("050000100020" + KEY_UP, HexFormat.of().formatHex(filter.release()));
        assertEquals(0, filter.release().length);
    }

    @ParameterizedTest
    @CsvSource({"RFB 003.003,01", "RFB 003.008,02", "GET / HTTP/1,01"})
    void whoDoesNotSpeakTheProtocolIsPutOut(String version, String security) {
        var hello = bytes(hex(version + "\n") + security);

        assertThrows(Malformed.class, () -> filter.pass(hello));
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "63", "f80000000000000041", "ff010000000000000000000", "060000007fffffff"})
    void whatIsNoMessageIsRefused(String message) {
        pass(HELLO);
        var sent = bytes(message.length() % 2 == 0 ? message : message + "0");

        assertThrows(Malformed.class, () -> filter.pass(sent));
    }

    private String pass(byte[] sent) {
        return HexFormat.of().formatHex(filter.pass(sent));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
