package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether there is an engine to run what is about to be made. */
@ApplicationScoped
class EngineCheck {

    private final DesktopDriver driver;
    private final DesktopsConfig.Reconcile config;

    EngineCheck(DesktopDriver driver, DesktopsConfig config) {
        this.driver = driver;
        this.config = config.reconcile();
    }

    /**
     * Asks about a machine that cannot exist yet: any answer is a sign of life. Fails with {@link EngineUnavailable} if
     * there is none in time, or with {@link io.bureau.desktops.driver.MachineFailed}.
     */
    Uni<Void> answers(String id) {
        var answer = driver.locate(id)
                .ifNoItem()
                .after(config.engineCheck())
                .failWith(() -> new EngineUnavailable("The container engine does not answer"))
                .replaceWithVoid();
        return OwnContext.resume(answer);
    }
}
