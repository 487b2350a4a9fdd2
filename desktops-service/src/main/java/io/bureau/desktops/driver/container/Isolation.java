package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import io.bureau.desktops.driver.EngineReport;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.Guard.Enforced;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out what is in force: what limits the engine can set from its own description, what a desktop's processes may do
 * from what the kernel says of one that runs. What neither tells is unknown.
 */
final class Isolation {

    private static final String NOBODY_RUNS =
            "No desktop runs on a machine that can be looked at from here, so there is nothing to tell it from";

    private Isolation() {}

    static EngineReport report(DockerClient client, String installation) {
        var info = client.infoCmd().exec();
        var version = client.versionCmd().exec();
        var running = running(client, installation);
        var guards = new ArrayList<Guard>();
        guards.addAll(guards(info, running.stream().findFirst().flatMap(Isolation::view)));
        guards.addAll(Reach.guards(reach(client, running)));
        return new EngineReport("container", engine(version), version.getVersion(), guards);
    }

    /** @param running a desktop that runs, as the kernel sees it */
    static List<Guard> guards(Info info, Optional<KernelView> running) {
        return List.of(
                seen("capabilities", running, KernelView::hasNoCapabilities, "has no capability and can get none"),
                seen(
                        "noNewPrivileges",
                        running,
                        KernelView::getsNoPrivileges,
                        "gains no privileges by what it executes"),
                seen("seccomp", running, KernelView::isFiltered, "has its system calls filtered"),
                userNamespaces(info, running),
                can("memory", info.getMemoryLimit(), "limits memory"),
                can("swap", info.getSwapLimit(), "limits swap along with memory"),
                can("cpu", both(info.getCpuCfsPeriod(), info.getCpuCfsQuota()), "limits the time of processors"),
                can("processes", raw(info, "PidsLimit"), "limits the number of processes"),
                disk(info));
    }

    private static Guard seen(String name, Optional<KernelView> running, Predicate<KernelView> holds, String what) {
        return running.map(view -> holds.test(view)
                        ? new Guard(name, Enforced.YES, "A desktop that runs " + what)
                        : new Guard(name, Enforced.NO, "It is not so that a desktop that runs " + what))
                .orElseGet(() -> new Guard(name, Enforced.UNKNOWN, NOBODY_RUNS));
    }

    private static Guard userNamespaces(Info info, Optional<KernelView> running) {
        if (running.isPresent()) {
            return seen("userNamespaces", running, KernelView::hasOwnUsers, "has users that are others on its machine");
        }
        boolean remapped = options(info).stream()
                .anyMatch(option -> option.contains("name=userns") || option.contains("name=rootless"));
        return remapped
                ? new Guard(
                        "userNamespaces",
                        Enforced.YES,
                        "The engine gives containers users that are others on its machine")
                : new Guard("userNamespaces", Enforced.UNKNOWN, NOBODY_RUNS);
    }

    private static Guard can(String name, Boolean able, String what) {
        if (able == null) {
            return new Guard(name, Enforced.UNKNOWN, "The engine does not say whether it " + what);
        }
        return able
                ? new Guard(name, Enforced.YES, "The engine " + what)
                : new Guard(name, Enforced.NO, "It is not so that the engine " + what);
    }

    private static Guard disk(Info info) {
        return new Guard(
                "disk",
                Enforced.NO,
                "Homes are plain volumes, which share the engine's disk; its storage driver is " + info.getDriver());
    }

    private static String engine(Version version) {
        boolean podman = version.getComponents() != null
                && version.getComponents().stream()
                        .map(VersionComponent::getName)
                        .anyMatch(name -> name != null && name.startsWith("Podman"));
        return podman ? "Podman" : "Docker";
    }

    /** Two of the desktops that run, or fewer. */
    private static List<InspectContainerResponse> running(DockerClient client, String installation) {
        return client
                .listContainersCmd()
                .withLabelFilter(Names.labelsOf(installation))
                .withStatusFilter(List.of("running"))
                .withLimit(2)
                .exec()
                .stream()
                .flatMap(container -> inspect(client, container.getId()).stream())
                .toList();
    }

    private static Optional<InspectContainerResponse> inspect(DockerClient client, String container) {
        try {
            return Optional.of(client.inspectContainerCmd(container).exec());
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private static Optional<KernelView> view(InspectContainerResponse desktop) {
        var pid = desktop.getState().getPidLong();
        return pid == null ? Optional.empty() : KernelView.of(desktop.getId(), pid);
    }

    private static Optional<Reach> reach(DockerClient client, List<InspectContainerResponse> running) {
        var neighbour = running.size() < 2
                ? null
                : Machines.addressIn(running.get(1).getNetworkSettings().getNetworks());
        return running.stream().findFirst().flatMap(desktop -> Reach.of(client, desktop, neighbour));
    }

    private static Boolean both(Boolean one, Boolean other) {
        return one == null || other == null ? null : one && other;
    }

    private static Boolean raw(Info info, String field) {
        return info.getRawValues().get(field) instanceof Boolean value ? value : null;
    }

    private static List<String> options(Info info) {
        return Objects.requireNonNullElse(info.getSecurityOptions(), List.of());
    }
}
