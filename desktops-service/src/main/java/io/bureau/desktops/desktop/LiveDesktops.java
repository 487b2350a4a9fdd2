package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** The desktops that can be worked on now. */
@ApplicationScoped
public class LiveDesktops {

    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;

    private final DesktopStore desktops;
    private final DesktopAccess access;
    private final Reconciler reconciler;
    private final Activity activity;
    private final Store store;

    LiveDesktops(DesktopStore desktops, DesktopAccess access, Reconciler reconciler, Activity activity, Store store) {
        this.desktops = desktops;
        this.access = access;
        this.reconciler = reconciler;
        this.activity = activity;
        this.store = store;
    }

    /**
     * The way into this desktop, to use it now. What goes on for long says so to {@link Activity#touch} from then on.
     *
     * @return fails with 404 if there is no such desktop in the principal's organisation, with 503
     *     {@code DESKTOP_NOT_READY} if it is not running and ready
     */
    public Uni<SshTarget> target(String desktopId, Principal principal) {
        return store.answer(desktops.access(desktopId, principal))
                .call(() -> store.answer(activity.begin(desktopId)))
                .map(found -> access.target(desktopId, found));
    }

    /** Those of these desktops that are in the principal's organisation. */
    public Uni<Set<String>> own(Set<String> ids, Principal principal) {
        return store.answer(desktops.own(ids, principal));
    }

    /** Those of these desktops that run, of whatever organisation. To look at them is not to use them. */
    public Uni<List<RunningDesktop>> running(Set<String> ids) {
        return store.answer(desktops.running(ids))
                .map(found -> found.stream().map(this::toRunning).toList());
    }

    private RunningDesktop toRunning(StoredDesktop desktop) {
        return new RunningDesktop(
                desktop.id,
                desktop.cpus,
                desktop.memoryMegabytes * MEGABYTE,
                desktop.diskGigabytes * GIGABYTE,
                access.target(desktop.id, desktop.access()));
    }

    /** This desktop has not answered: whether it still does is looked at soon. Returns at once. */
    public void doubt(String desktopId) {
        reconciler.doubt(desktopId);
    }
}
