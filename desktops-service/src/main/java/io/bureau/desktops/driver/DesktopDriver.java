package io.bureau.desktops.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Makes machines, moves them between running and not, and says where they are. A machine carries the id of its desktop,
 * so that it can be found again by whoever goes on with what another replica began; hence every call may be repeated.
 *
 * <p>All calls fail with {@link EngineUnavailable} if the engine cannot be asked, and with {@link MachineFailed} if it
 * answers that this machine cannot be had.
 */
public interface DesktopDriver {

    /** Makes the machine and the volume of its home, not started. What exists already is left as it is. */
    Uni<Machine> create(MachineSpec spec);

    /** Starts a machine that exists; the answer says where it is. */
    Uni<Machine> start(String desktopId);

    /** Stops a machine that exists; its home stays. */
    Uni<Machine> stop(String desktopId);

    /** Removes the machine and its home; harmless if both are gone. */
    Uni<Void> destroy(String desktopId);

    Uni<Optional<Machine>> locate(String desktopId);

    /** Whether the image it was made from is no longer what the image's name stands for; not, if either is gone. */
    Uni<Boolean> isOutdated(String desktopId);

    /** What the engine is, and which of the guards of a machine are in force. */
    Uni<EngineReport> report();

    /** Every machine of this installation, running or not, so that what is left over can be found. */
    Uni<List<Machine>> list();
}
