package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Ports;
import io.bureau.desktops.driver.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the engine's descriptions of containers. */
final class Machines {

    private Machines() {}

    /** @throws com.github.dockerjava.api.exception.NotFoundException if there is no such container */
    static Machine inspect(DockerClient client, Names names) {
        var found = client.inspectContainerCmd(names.container()).exec();
        if (!Boolean.TRUE.equals(found.getState().getRunning())) {
            return stopped(names.desktopId());
        }
        int port = publishedPort(found);
        // Between its start and the publication of its port it cannot be reached, which is as good as not running.
        return port == 0
                ? stopped(names.desktopId())
                : running(
                        names.desktopId(),
                        port,
                        addressIn(found.getNetworkSettings().getNetworks()));
    }

    /** Every machine, and every home whose machine is gone: that, too, must be found to be removed. */
    static List<Machine> list(DockerClient client, String installation) {
        var labels = Names.labelsOf(installation);
        var machines = new ArrayList<Machine>();
        var seen = new HashSet<String>();
        for (var container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec()) {
            var desktop = Names.desktopOf(container.getLabels());
            if (desktop != null && seen.add(desktop)) {
                machines.add(machine(desktop, container));
            }
        }
        homes(client, labels).filter(seen::add).map(Machines::stopped).forEach(machines::add);
        return machines;
    }

    private static Stream<String> homes(DockerClient client, Map<String, String> labels) {
        var filter = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
        var volumes = client.listVolumesCmd().withFilter("label", filter).exec().getVolumes();
        return volumes == null
                ? Stream.empty()
                : volumes.stream()
                        .map(volume -> Names.desktopOf(volume.getLabels()))
                        .filter(Objects::nonNull);
    }

    private static Machine machine(String desktop, Container container) {
        if (!"running".equals(container.getState())) {
            return stopped(desktop);
        }
        int port = Arrays.stream(container.getPorts())
                .filter(published -> Objects.equals(published.getPrivatePort(), Containers.SSH.getPort()))
                .map(ContainerPort::getPublicPort)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0);
        var networks = container.getNetworkSettings();
        return port == 0
                ? stopped(desktop)
                : running(desktop, port, networks == null ? null : addressIn(networks.getNetworks()));
    }

    private static int publishedPort(InspectContainerResponse found) {
        Ports.Binding[] bindings =
                found.getNetworkSettings().getPorts().getBindings().get(Containers.SSH);
        return bindings == null || bindings.length == 0 ? 0 : Integer.parseInt(bindings[0].getHostPortSpec());
    }

    /** {@code null} if it has none. */
    static String addressIn(Map<String, ContainerNetwork> networks) {
        return networks == null
                ? null
                : networks.values().stream()
                        .map(ContainerNetwork::getIpAddress)
                        .filter(address -> address != null && !address.isEmpty())
                        .findFirst()
                        .orElse(null);
    }

    private static Machine running(String desktop, int port, String address) {
        return new Machine(desktop, true, "127.0.0.1", port, address);
    }

    private static Machine stopped(String desktop) {
        return new Machine(desktop, false, null, 0, null);
    }
}
