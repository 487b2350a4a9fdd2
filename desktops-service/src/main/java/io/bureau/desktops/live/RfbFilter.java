package io.bureau.desktops.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What a viewer sends to the server of a screen, message by message: input only passes while it is admitted, and nobody changes the
 * size of the screen under the others. The screen is always shared, or a new viewer would put out all that look already.
 *
 * @see <a href="https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst">The RFB Protocol</a>
 */
final class RfbFilter {

    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_TEXT = 16 << 20;
    private static final int MOST_FENCE = 64;

    private static final int SET_PIXEL_FORMAT = 0;
    private static final int SET_ENCODINGS = 2;
    private static final int UPDATE_REQUEST = 3;
    private static final int KEY = 4;
    private static final int POINTER = 5;
    private static final int CUT_TEXT = 6;
    private static final int CONTINUOUS_UPDATES = 150;
    private static final int FENCE = 248;
    private static final int XVP = 250;
    private static final int DESKTOP_SIZE = 251;
    private static final int QEMU = 255;

    private enum Step {
        VERSION,
        SECURITY,
        INIT,
        MESSAGE,
        PAYLOAD
    }

    private final BooleanSupplier admitted;
    private final Runnable used;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final byte[] head = new byte[20];
    private final Set<Integer> keysDown = new LinkedHashSet<>();
    private byte[] pointer;
    private Step step = Step.VERSION;
    private int have;
    private long payload;
    private boolean passing;

    /**
     * @param admitted whether input passes now
     * @param used told of pointer and keyboard that have passed
     */
    RfbFilter(BooleanSupplier admitted, Runnable used) {
        this.admitted = admitted;
        this.used = used;
    }

    /** What of {@code sent} is to be passed on. */
    byte[] pass(byte[] sent) {
        int at = 0;
        while (at < sent.length) {
            at = step == Step.PAYLOAD ? passPayload(sent, at) : passHead(sent, at);
        }
        return take();
    }

    /** What lets go of all that is held down by input that has passed. */
    byte[] release() {
        letGo();
        return take();
    }

    private void letGo() {
        if (pointer != null && pointer[1] != 0) {
            pointer[1] = 0;
            passed.writeBytes(pointer);
        }
        for (int keysym : keysDown) {
            passed.writeBytes(ByteBuffer.allocate(8)
                    .put((byte) KEY)
                    .put((byte) 0)
                    .putShort((short) 0)
                    .putInt(keysym)
                    .array());
        }
        keysDown.clear();
    }

    private byte[] take() {
        var bytes = passed.toByteArray();
        passed.reset();
        return bytes;
    }

    private int passPayload(byte[] sent, int from) {
        int count = (int) Math.min(payload, sent.length - from);
        if (passing) {
            passed.write(sent, from, count);
        }
        payload -= count;
        if (payload == 0) {
            step = Step.MESSAGE;
        }
        return from + count;
    }

    private int passHead(byte[] sent, int from) {
        int at = from;
        while (at < sent.length && have < wanted()) {
            head[have++] = sent[at++];
        }
        if (have == wanted()) {
            complete();
            have = 0;
        }
        return at;
    }

    /** How long the head of this message is, as far as can be told from what there is of it. */
    private int wanted() {
        return switch (step) {
            case VERSION -> VERSION.length;
            case SECURITY, INIT -> 1;
            case MESSAGE, PAYLOAD -> have == 0 ? 1 : headOf(head[0] & 0xff);
        };
    }

    private static int headOf(int type) {
        return switch (type) {
            case SET_PIXEL_FORMAT -> 20;
            case SET_ENCODINGS, XVP -> 4;
            case UPDATE_REQUEST, CONTINUOUS_UPDATES -> 10;
            case KEY, CUT_TEXT, DESKTOP_SIZE -> 8;
            case POINTER -> 6;
            case FENCE -> 9;
            case QEMU -> 12;
            default -> throw new Malformed("a message of type " + type);
        };
    }

    private void complete() {
        switch (step) {
            case VERSION -> greet();
            case SECURITY -> choose();
            case INIT -> {
                passed.write(1);
                step = Step.MESSAGE;
            }
            case MESSAGE, PAYLOAD -> message(head[0] & 0xff);
        }
    }

    private void greet() {
        require(Arrays.equals(head, 0, VERSION.length, VERSION, 0, VERSION.length), "a version that is not 3.8");
        passed.writeBytes(VERSION);
        step = Step.SECURITY;
    }

    private void choose() {
        require(head[0] == 1, "a kind of security that was not offered");
        passed.write(1);
        step = Step.INIT;
    }

    private void message(int type) {
        switch (type) {
            case SET_PIXEL_FORMAT, UPDATE_REQUEST, CONTINUOUS_UPDATES -> forward(0);
            case SET_ENCODINGS -> forward(4L * number(2, 2));
            case FENCE -> {
                int length = head[8] & 0xff;
                require(length <= MOST_FENCE, "a fence of " + length + " bytes");
                forward(length);
            }
            case KEY -> key();
            case POINTER -> pointer();
            case CUT_TEXT -> {
                long length = Math.abs((long) (int) number(4, 4));
                require(length <= MOST_TEXT, "a text of " + length + " bytes");
                input(length);
            }
            case QEMU -> qemu();
            case XVP -> drop(0);
            default -> drop(16L * (head[6] & 0xff));
        }
    }

    private void key() {
        if (input(0)) {
            note((int) number(4, 4), head[1] != 0);
        }
    }

    /** Of QEMU's messages only the key events are anybody's here. */
    private void qemu() {
        require(head[1] == 0, "a message of QEMU's of kind " + head[1]);
        if (input(0)) {
            note((int) number(4, 4), head[3] != 0);
        }
    }

    private void note(int keysym, boolean down) {
        if (down) {
            keysDown.add(keysym);
        } else {
            keysDown.remove(keysym);
        }
        used.run();
    }

    private void pointer() {
        if (input(0)) {
            pointer = Arrays.copyOf(head, 6);
            used.run();
        }
    }

    private boolean input(long following) {
        boolean admits = admitted.getAsBoolean();
        if (admits) {
            forward(following);
        } else {
            // Somebody else may have taken over in the middle of something.
            letGo();
            drop(following);
        }
        return admits;
    }

    private void forward(long following) {
        passed.write(head, 0, have);
        follow(following, true);
    }

    private void drop(long following) {
        follow(following, false);
    }

    private void follow(long following, boolean pass) {
        payload = following;
        passing = pass;
        step = following == 0 ? Step.MESSAGE : Step.PAYLOAD;
    }

    private long number(int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | head[at + i] & 0xff;
        }
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Malformed(otherwise);
        }
    }
}
