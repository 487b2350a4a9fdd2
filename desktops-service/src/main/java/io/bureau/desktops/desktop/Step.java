package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.Machine;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The one thing to do next for a desktop, by its status. Everything here may be done again by somebody else. */
@ApplicationScoped
class Step {

    private static final Logger LOG = Logger.getLogger(Step.class);

    private final DesktopDriver driver;
    private final Agent connections;
    private final DesktopAccess access;
    private final DesktopsConfig.Reconcile config;

    Step(DesktopDriver driver, Agent connections, DesktopAccess access, DesktopsConfig config) {
        this.driver = driver;
        this.connections = connections;
        this.access = access;
        this.config = config.reconcile();
    }

    /** Does it. Whatever goes wrong is progress, too. */
    Uni<Progress> take(Claim claim) {
        var taken = Uni.createFrom()
                .deferred(() -> act(claim))
                .ifNoItem()
                .after(config.callDeadline())
                .failWith(() -> new EngineUnavailable("The container engine takes too long"))
                .onFailure()
                .recoverWithItem(failure -> wentWrong(claim, failure));
        return OwnContext.resume(taken);
    }

    private Uni<Progress> act(Claim claim) {
        return switch (claim.lifecycle().status()) {
            case PENDING ->
                make(claim).map(_ -> new Progress.Became(claim.lifecycle().made()));
            case BOOTING -> claim.access() == null ? start(claim) : ask(claim);
            case STOPPING -> stop(claim);
            case DESTROYING -> destroy(claim);
            case RUNNING -> check(claim);
            case STOPPED, DESTROYED, ERROR ->
                throw new IllegalStateException(
                        "nothing to do while " + claim.lifecycle().status());
        };
    }

    private Uni<Machine> make(Claim claim) {
        return driver.create(access.specOf(claim.desktopId(), claim.blueprint()));
    }

    /** Makes it first, in case that somebody removed the machine of a stopped desktop. */
    private Uni<Progress> start(Claim claim) {
        return make(claim).chain(() -> driver.start(claim.desktopId())).map(Progress.Started::new);
    }

    private Uni<Progress> check(Claim claim) {
        return connections
                .probe(access.target(claim.desktopId(), claim.access()))
                .<Progress>map(_ -> new Progress.Again(config.checkInterval()))
                .onFailure()
                .recoverWithItem(silence -> {
                    LOG.infof("no answer desktop=%s why=%s", claim.desktopId(), silence.toString());
                    return new Progress.Silent();
                });
    }

    private Uni<Progress> ask(Claim claim) {
        return connections
                .probe(access.target(claim.desktopId(), claim.access()))
                .<Progress>map(_ -> new Progress.Became(claim.lifecycle().answering()))
                .onFailure()
                .recoverWithUni(silence -> lookAfter(claim, silence));
    }

    /** A machine that does not answer yet may do so soon, or never because it has ended or moved. */
    private Uni<Progress> lookAfter(Claim claim, Throwable silence) {
        LOG.debugf("no answer yet desktop=%s why=%s", claim.desktopId(), silence.toString());
        return driver.locate(claim.desktopId()).map(found -> afterSilence(claim, found));
    }

    private Progress afterSilence(Claim claim, Optional<Machine> found) {
        var running = found.filter(Machine::running);
        if (running.isEmpty() && claim.adopted()) {
            return new Progress.Became(claim.lifecycle().lateAdoption());
        }
        if (running.isEmpty()) {
            return new Progress.Became(claim.lifecycle().failed("The desktop stopped while it was starting"));
        }
        return claim.access().isAt(running.get())
                ? new Progress.Again(config.bootPoll())
                : new Progress.Started(running.get());
    }

    private Uni<Progress> stop(Claim claim) {
        connections.close(claim.desktopId());
        return driver.locate(claim.desktopId())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : driver.stop(claim.desktopId()).replaceWithVoid())
                .map(_ -> new Progress.Became(claim.lifecycle().halted()));
    }

    private Uni<Progress> destroy(Claim claim) {
        connections.close(claim.desktopId());
        return driver.destroy(claim.desktopId())
                .map(_ -> new Progress.Became(claim.lifecycle().removed()));
    }

    private static Progress wentWrong(Claim claim, Throwable failure) {
        return switch (failure) {
            case MachineFailed failed -> {
                LOG.warnf(
                        "machine failed desktop=%s why=%s cause=%s",
                        claim.desktopId(), failed.getMessage(), failed.getCause());
                yield claim.lifecycle().status() == Status.DESTROYING
                        ? new Progress.Hindered(failed.getMessage())
                        : new Progress.Became(claim.lifecycle().failed(failed.getMessage()));
            }
            case EngineUnavailable away -> {
                LOG.warnf("engine not answering desktop=%s why=%s", claim.desktopId(), away.toString());
                yield new Progress.Hindered(away.getMessage());
            }
            default -> {
                LOG.errorf(failure, "step failed desktop=%s", claim.desktopId());
                yield new Progress.Hindered("Something went wrong on our side; it is tried again");
            }
        };
    }
}
