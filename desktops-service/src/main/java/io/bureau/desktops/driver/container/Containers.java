package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import io.bureau.desktops.driver.Machine;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.desktops.driver.MachineSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Makes containers with the least rights that a desktop can do with. */
@ApplicationScoped
class Containers {

    static final ExposedPort SSH = ExposedPort.tcp(2222);

    private static final String HOME = "/home/desktop";
    private static final long MEGABYTE = 1024L * 1024;
    private static final long CPU_PERIOD_MICROS = 100_000;

    private final ContainerConfig.Container config;

    Containers(ContainerConfig config) {
        this.config = config.container();
    }

    /** The volume, the network and the container, each made unless it exists; then the keys, whatever a first try left. */
    Machine create(DockerClient client, MachineSpec spec, Names names) {
        makeHome(client, names);
        makeNetwork(client, names);
        makeContainer(client, spec, names);
        client.copyArchiveToContainerCmd(names.container())
                .withTarInputStream(KeyArchive.of(spec))
                .withRemotePath(KeyArchive.DIRECTORY)
                .exec();
        return Machines.inspect(client, names);
    }

    private static void makeHome(DockerClient client, Names names) {
        // Creating a volume that exists is no error, it returns the one there is.
        client.createVolumeCmd()
                .withName(names.home())
                .withLabels(names.labels())
                .exec();
    }

    /** A network for each desktop: on a common one they would reach each other. */
    private static void makeNetwork(DockerClient client, Names names) {
        if (client.listNetworksCmd().withNameFilter(names.network()).exec().isEmpty()) {
            client.createNetworkCmd()
                    .withName(names.network())
                    .withDriver("bridge")
                    .withOptions(networkOptions(names))
                    .withLabels(names.labels())
                    .exec();
        }
    }

    /** The bridge has a name that the firewall's rules know; Docker passes over the other option, which it does not need. */
    private static Map<String, String> networkOptions(Names names) {
        return Map.of("isolate", "true", "com.docker.network.bridge.name", names.bridge());
    }

    private void makeContainer(DockerClient client, MachineSpec spec, Names names) {
        try {
            client.createContainerCmd(spec.image())
                    .withName(names.container())
                    .withHostName("desktop")
                    .withLabels(names.labels())
                    .withEnv("BUREAU_GEOMETRY=" + spec.width() + "x" + spec.height())
                    .withExposedPorts(SSH)
                    .withHostConfig(hostConfig(spec, names))
                    .exec();
        } catch (NotFoundException noImage) {
            throw new MachineFailed("The image " + spec.image() + " is not on the container engine", noImage);
        } catch (DockerException refused) {
            // Engines disagree about the status for a name that is taken; whether it is taken says the container.
            if (!exists(client, names)) {
                throw refused;
            }
        }
    }

    private static boolean exists(DockerClient client, Names names) {
        try {
            client.inspectContainerCmd(names.container()).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    private HostConfig hostConfig(MachineSpec spec, Names names) {
        long memory = spec.memoryMegabytes() * MEGABYTE;
        return HostConfig.newHostConfig()
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withNetworkMode(names.network())
                // A port of the engine's choice, on loopback: nobody but this machine gets to the desktop's SSH server.
                .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), SSH))
                .withBinds(new Bind(names.home(), new Volume(HOME)))
                .withMemory(memory)
                .withMemorySwap(memory)
                // A quota rather than a count of CPUs: Docker refuses more CPUs than the machine has.
                .withCpuPeriod(CPU_PERIOD_MICROS)
                .withCpuQuota(spec.cpus() * CPU_PERIOD_MICROS)
                .withPidsLimit(config.processes())
                .withUlimits(List.of(
                        new Ulimit("nofile", config.openFiles(), config.openFiles()), MachineLimits.processesOfUser()))
                .withShmSize(config.sharedMemoryMegabytes() * MEGABYTE);
    }
}
