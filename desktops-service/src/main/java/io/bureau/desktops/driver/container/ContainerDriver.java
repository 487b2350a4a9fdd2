package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineReport;
import io.bureau.desktops.driver.Machine;
import io.bureau.desktops.driver.MachineSpec;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Drives containers. */
@ApplicationScoped
class ContainerDriver implements DesktopDriver {

    private final Engine engine;
    private final Containers containers;
    private final ContainerConfig config;

    ContainerDriver(Engine engine, Containers containers, ContainerConfig config) {
        this.engine = engine;
        this.containers = containers;
        this.config = config;
    }

    @Override
    public Uni<Machine> create(MachineSpec spec) {
        return engine.call("create", client -> containers.create(client, spec, names(spec.desktopId())));
    }

    @Override
    public Uni<Machine> start(String desktopId) {
        return engine.call("start", client -> start(client, names(desktopId)));
    }

    @Override
    public Uni<Machine> stop(String desktopId) {
        return engine.call("stop", client -> stop(client, names(desktopId)));
    }

    @Override
    public Uni<Void> destroy(String desktopId) {
        return engine.call("destroy", client -> destroy(client, names(desktopId)));
    }

    @Override
    public Uni<Optional<Machine>> locate(String desktopId) {
        return engine.call("find", client -> find(client, names(desktopId)));
    }

    @Override
    public Uni<Boolean> isOutdated(String desktopId) {
        return engine.call("compare", client -> isOutdated(client, names(desktopId)));
    }

    @Override
    public Uni<List<Machine>> list() {
        return engine.call("list", client -> Machines.list(client, config.installation()));
    }

    @Override
    public Uni<EngineReport> report() {
        return engine.call("describe", client -> Isolation.report(client, config.installation()));
    }

    private Names names(String desktopId) {
        return new Names(desktopId, config.installation());
    }

    private static Machine start(DockerClient client, Names names) {
        try {
            client.startContainerCmd(names.container()).exec();
        } catch (NotModifiedException runsAlready) {
            return Machines.inspect(client, names);
        }
        return Machines.inspect(client, names);
    }

    private Machine stop(DockerClient client, Names names) {
        int grace = (int) config.container().stopGrace().toSeconds();
        try {
            client.stopContainerCmd(names.container()).withTimeout(grace).exec();
        } catch (NotModifiedException stoodAlready) {
            return Machines.inspect(client, names);
        }
        return Machines.inspect(client, names);
    }

    /** The container first: as long as it is there, the others are in use. */
    private static Void destroy(DockerClient client, Names names) {
        unlessGone(() ->
                client.removeContainerCmd(names.container()).withForce(true).exec());
        unlessGone(() -> client.removeVolumeCmd(names.home()).exec());
        unlessGone(() -> client.removeNetworkCmd(names.network()).exec());
        return null;
    }

    private static Optional<Machine> find(DockerClient client, Names names) {
        try {
            return Optional.of(Machines.inspect(client, names));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private static boolean isOutdated(DockerClient client, Names names) {
        try {
            var found = client.inspectContainerCmd(names.container()).exec();
            var present =
                    client.inspectImageCmd(found.getConfig().getImage()).exec().getId();
            return !digest(found.getImageId()).equals(digest(present));
        } catch (NotFoundException gone) {
            return false;
        }
    }

    /** Engines differ in whether they name the algorithm. */
    private static String digest(String imageId) {
        return imageId.substring(imageId.indexOf(':') + 1);
    }

    private static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException gone) {
            return;
        }
    }
}
