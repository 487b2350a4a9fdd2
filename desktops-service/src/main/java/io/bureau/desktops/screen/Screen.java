package io.bureau.desktops.screen;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.ErrorBody;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A desktop's screen as one action works on it. What is sent is done by the desktop in order; to be sure that it has been, sync.
 * All of it may wait, and fails with {@link ScreenLost} if the screen does not answer.
 */
public final class Screen {

    /** The server sends what has changed sixty times a second. */
    private static final Duration FRAME = Duration.ofMillis(17);

    private final RfbConnection connection;
    private final Commands commands;
    private final Turn turn;
    private final Duration patience;
    private Patience left;

    Screen(RfbConnection connection, Commands commands, Turn turn, Duration patience, Patience left) {
        this.commands = commands;
        this.connection = connection;
        this.turn = turn;
        this.patience = patience;
        this.left = left;
    }

    public int width() {
        return connection.state().width();
    }

    public int height() {
        return connection.state().height();
    }

    /**
     * Makes sure that this is a pixel of the screen.
     *
     * @param prefix what the caller's fields are called before {@code x} and {@code y}
     * @throws ApiException 400, naming the fields
     */
    public void require(String prefix, int x, int y) {
        var wrong = new ArrayList<ErrorBody.Field>();
        if (x < 0 || x >= width()) {
            wrong.add(new ErrorBody.Field(prefix + "x", "must be 0 to " + (width() - 1)));
        }
        if (y < 0 || y >= height()) {
            wrong.add(new ErrorBody.Field(prefix + "y", "must be 0 to " + (height() - 1)));
        }
        if (!wrong.isEmpty()) {
            throw ApiException.invalid(wrong);
        }
    }

    /** Where the pointer is, as far as is known. */
    public int pointerX() {
        return connection.state().pointer().x();
    }

    public int pointerY() {
        return connection.state().pointer().y();
    }

    /** Puts the pointer there, with these buttons down: a bit for each, the lowest for the first. */
    public void pointer(int buttons, int x, int y) throws IOException {
        connection.out().pointer(buttons, x, y);
        connection.state().pointAt(x, y);
    }

    public void key(int keysym, boolean down) throws IOException {
        connection.out().key(keysym, down);
    }

    /** Waits until the desktop has done what it was sent. Fails if nobody may go on with this action. */
    public void sync() throws IOException {
        turn.check();
        connection.sync(left);
        left = Patience.of(patience);
    }

    /** Waits for this long. Fails if nobody may go on with this action. */
    public void pause(long nanos) throws InterruptedException {
        turn.check();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
        left = Patience.of(patience);
        turn.check();
    }

    /** Runs a program of the desktop's own that belongs to the screen; what it writes. */
    public String run(String command, String input) {
        turn.check();
        return commands.run(command, input, left);
    }

    /** The text in the desktop's clipboard. */
    public String clipboard() throws IOException {
        sync();
        return connection.clipboard().get(left);
    }

    public void clipboard(String text) throws IOException {
        connection.clipboard().put(text);
        sync();
    }

    /** Waits until all that was drawn before this was called can be cut out. */
    void settle() throws IOException, InterruptedException {
        var state = connection.state();
        long settled = System.nanoTime() + FRAME.toNanos();
        do {
            while (!state.isWhole() || System.nanoTime() < settled) {
                connection.askForUpdate();
                state.awaitUpdate(state.isWhole() ? settled : left.nanoTime());
                if (!state.isWhole() && left.leftNanos() == 0) {
                    connection.close();
                    throw new ScreenLost("the screen does not answer");
                }
            }
            sync();
        } while (!state.isWhole());
    }

    /**
     * What is shown there, or on the whole screen.
     *
     * @param wanted {@code null} for the whole
     * @throws ApiException 400 unless it is on the screen
     */
    Picture cut(Area wanted, boolean withCursor) throws ProtocolError {
        var state = connection.state();
        var frame = state.frame();
        var area = wanted == null ? new Area(0, 0, frame.width(), frame.height()) : wanted;
        require("", area.x(), area.y());
        if (area.x() + area.width() > frame.width()) {
            throw ApiException.invalid("width", "must be at most " + (frame.width() - area.x()) + " from there");
        }
        if (area.y() + area.height() > frame.height()) {
            throw ApiException.invalid("height", "must be at most " + (frame.height() - area.y()) + " from there");
        }
        var picture = frame.cut(area);
        if (withCursor) {
            state.cursor()
                    .drawOn(picture, area, state.pointer().x(), state.pointer().y());
        }
        return picture;
    }
}
