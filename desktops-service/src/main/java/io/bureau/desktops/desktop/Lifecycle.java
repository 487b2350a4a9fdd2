package io.bureau.desktops.desktop;

import static io.bureau.desktops.desktop.Status.BOOTING;
import static io.bureau.desktops.desktop.Status.DESTROYED;
import static io.bureau.desktops.desktop.Status.DESTROYING;
import static io.bureau.desktops.desktop.Status.ERROR;
import static io.bureau.desktops.desktop.Status.PENDING;
import static io.bureau.desktops.desktop.Status.RUNNING;
import static io.bureau.desktops.desktop.Status.STOPPED;
import static io.bureau.desktops.desktop.Status.STOPPING;

/**
 * The life of a desktop: {@code pending -> booting -> running -> stopping -> stopped -> destroying -> destroyed}, and
 * {@code error}. What people ask for gives a {@link Transition}; what the reconciler finds done gives the next state.
 *
 * @param reason why it is in this status, for people to read; {@code null} where nobody would ask
 */
record Lifecycle(Status status, Wish wish, String reason) {

    static Lifecycle created(boolean start) {
        return new Lifecycle(PENDING, start ? Wish.RUNNING : Wish.STOPPED, null);
    }

    Transition start() {
        return switch (status) {
            case PENDING, STOPPING -> wanting(Wish.RUNNING);
            case STOPPED, ERROR -> to(BOOTING, Wish.RUNNING);
            case BOOTING, RUNNING -> new Transition.Unchanged();
            case DESTROYING, DESTROYED -> tooLate();
        };
    }

    Transition stop() {
        return switch (status) {
            case PENDING, STOPPING -> wanting(Wish.STOPPED);
            case BOOTING, RUNNING, ERROR -> to(STOPPING, Wish.STOPPED);
            case STOPPED -> new Transition.Unchanged();
            case DESTROYING, DESTROYED -> tooLate();
        };
    }

    Transition restart() {
        return switch (status) {
            case BOOTING, RUNNING, ERROR -> to(STOPPING, Wish.RUNNING);
            case STOPPING -> wanting(Wish.RUNNING);
            case PENDING, STOPPED -> new Transition.Refused("Only a desktop that was started can be restarted");
            case DESTROYING, DESTROYED -> tooLate();
        };
    }

    Transition destroy() {
        return switch (status) {
            case DESTROYING, DESTROYED -> new Transition.Unchanged();
            default -> to(DESTROYING, Wish.DESTROYED);
        };
    }

    /** The machine exists. */
    Lifecycle made() {
        expect(PENDING);
        return new Lifecycle(wish == Wish.RUNNING ? BOOTING : STOPPED, wish, null);
    }

    /** The machine runs and answers. */
    Lifecycle answering() {
        expect(BOOTING);
        return new Lifecycle(RUNNING, wish, null);
    }

    /** The machine has come to a halt, as it should; a restart goes on from here. */
    Lifecycle halted() {
        expect(STOPPING);
        return new Lifecycle(wish == Wish.RUNNING ? BOOTING : STOPPED, wish, null);
    }

    /** The machine and its disk are gone, as they should. */
    Lifecycle removed() {
        expect(DESTROYING);
        return new Lifecycle(DESTROYED, wish, null);
    }

    /** The machine cannot be had as wanted. What is to be destroyed stays so, however long it takes. */
    Lifecycle failed(String why) {
        return status == DESTROYING ? waiting(why) : new Lifecycle(ERROR, wish, why);
    }

    /** Nothing has changed but what stands in the way. */
    Lifecycle waiting(String why) {
        return new Lifecycle(status, wish, why);
    }

    /** The machine runs, but not where it was. */
    Lifecycle moved() {
        expect(RUNNING);
        return new Lifecycle(BOOTING, wish, null);
    }

    /** The machine runs, but cannot be worked on any more. */
    Lifecycle silent() {
        expect(RUNNING);
        return new Lifecycle(BOOTING, wish, "The desktop does not answer any more and is being reached for again");
    }

    /** Somebody gets this desktop, which has run as nobody's until now. */
    Lifecycle adopted() {
        expect(RUNNING);
        return new Lifecycle(BOOTING, Wish.RUNNING, null);
    }

    /** It was adopted a moment ago, and its machine had ended before: that is started as any other would be. */
    Lifecycle lateAdoption() {
        expect(BOOTING);
        return new Lifecycle(BOOTING, wish, null);
    }

    /** It is nobody's, and of no use to anybody. */
    Lifecycle discarded(String why) {
        return new Lifecycle(DESTROYING, Wish.DESTROYED, why);
    }

    /** The machine has stopped although nobody asked for it. */
    Lifecycle lost(boolean keepAlive) {
        expect(RUNNING);
        return keepAlive
                ? new Lifecycle(BOOTING, Wish.RUNNING, "The desktop stopped by itself and is being started again")
                : new Lifecycle(STOPPED, Wish.STOPPED, "The desktop stopped by itself");
    }

    /** The machine runs, and nobody has used it for long. */
    Lifecycle idle(String why) {
        expect(RUNNING);
        return new Lifecycle(STOPPING, Wish.STOPPED, why);
    }

    /** The machine runs although it should not: somebody who was late has started it. */
    Lifecycle straying() {
        expect(STOPPED);
        return new Lifecycle(STOPPING, wish, null);
    }

    private Transition wanting(Wish wanted) {
        return wish == wanted ? new Transition.Unchanged() : new Transition.To(new Lifecycle(status, wanted, reason));
    }

    private static Transition to(Status status, Wish wish) {
        return new Transition.To(new Lifecycle(status, wish, null));
    }

    private static Transition tooLate() {
        return new Transition.Refused("The desktop is being destroyed");
    }

    private void expect(Status expected) {
        if (status != expected) {
            throw new IllegalStateException("is " + status + ", not " + expected);
        }
    }
}
