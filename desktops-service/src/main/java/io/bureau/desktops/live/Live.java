package io.bureau.desktops.live;

import io.bureau.desktops.desktop.Control;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Something open on a desktop, or about to be. It ends once, for one reason. */
final class Live implements RecentEnds.Started {

    private final Ticket ticket;
    private final long asOf;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private volatile Optional<Control> control = Optional.empty();

    /** @param asOf how many revocations had been seen before those since the ticket were asked for */
    Live(Ticket ticket, long asOf) {
        this.ticket = ticket;
        this.asOf = asOf;
    }

    Purpose purpose() {
        return ticket.purpose();
    }

    /** Of a terminal. */
    TerminalSize size() {
        return ticket.size();
    }

    String desktopId() {
        return ticket.desktopId();
    }

    @Override
    public Principal principal() {
        return ticket.principal();
    }

    @Override
    public long asOf() {
        return asOf;
    }

    /** Who has control of the desktop now. */
    void isUnder(Optional<Control> now) {
        control = now;
        if (purpose() != Purpose.TERMINAL
                && now.filter(held -> !held.showsTo(principal())).isPresent()) {
            end(Ending.HUMAN_IN_CONTROL);
        }
    }

    /** Whether input from here reaches the screen now. */
    boolean admitsInput() {
        return purpose() == Purpose.CONTROL
                && control.map(held -> held.admits(principal())).orElse(true);
    }

    /** Whether this is how somebody uses what he has control of. */
    boolean isInControl() {
        return control.filter(held -> held.admits(principal())).isPresent();
    }

    void end(Ending why) {
        ended.complete(why);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Fails if it has ended. */
    void check() {
        if (ended.isDone()) {
            throw ended.join().refusal();
        }
    }

    /** Told once it has ended, at once if it has. */
    void onEnd(Consumer<Ending> listener) {
        ended.thenAccept(listener);
    }
}
