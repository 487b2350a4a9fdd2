package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Controls controls;
    private final Store store;

    LiveDesktops(
            DesktopStore desktops,
            DesktopAccess access,
            Reconciler reconciler,
            Activity activity,
            Controls controls,
            Store store) {
        this.desktops = desktops;
        this.access = access;
        this.reconciler = reconciler;
        this.activity = activity;
        this.controls = controls;
        this.store = store;
    }

    /** As {@link #target(String, Principal, Intent)}, to work beside the screen. */
    public Uni<SshTarget> target(String desktopId, Principal principal) {
        return target(desktopId, principal, Intent.WORK);
    }

    /**
     * The way into this desktop, to use it now. What goes on for long says so to {@link Activity#touch} from then on.
     *
     * @return fails with 404 if there is no such desktop in the principal's organisation, with 503
     *     {@code DESKTOP_NOT_READY} if it is not running and ready, with 409 {@code HUMAN_IN_CONTROL} if a person has
     *     control of it and does not share what is intended
     */
    public Uni<SshTarget> target(String desktopId, Principal principal, Intent intent) {
        return store.answer(desktops.enter(desktopId, principal, intent))
                .call(() -> store.answer(activity.begin(desktopId)))
                .invoke(entry -> note(entry, desktopId, principal, intent))
                .map(entry -> access.target(desktopId, entry.access()));
    }

    /** Those of {@code desktopIds} that run now, with who has control of them. */
    public Uni<Map<String, Optional<Control>>> controls(Collection<String> desktopIds) {
        return store.answer(desktops.controls(desktopIds));
    }

    private void note(DesktopStore.Entry entry, String desktopId, Principal principal, Intent intent) {
        if (intent == Intent.INPUT && entry.control().isPresent()) {
            controls.used(desktopId, principal.user());
        }
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
