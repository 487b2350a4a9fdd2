package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks over the connection that everything else uses, so that a desktop that is ready has it already. */
@ApplicationScoped
class ConnectedAgent implements Agent {

    private final DesktopConnections connections;

    ConnectedAgent(DesktopConnections connections) {
        this.connections = connections;
    }

    @Override
    public Uni<Void> probe(SshTarget target) {
        return connections.probe(target);
    }

    @Override
    public void close(String desktopId) {
        connections.close(desktopId);
    }
}
