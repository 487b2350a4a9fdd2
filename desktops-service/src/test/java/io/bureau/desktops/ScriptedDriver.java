package io.bureau.desktops;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineReport;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.Machine;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.desktops.driver.MachineSpec;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An engine whose machines exist in memory, and which can be away, refuse, or never finish what it began. */
@Alternative
@Singleton
public class ScriptedDriver implements DesktopDriver {

    private static final String HOST = "127.0.0.1";

    private final Map<String, Machine> machines = new ConcurrentHashMap<>();
    private final List<MachineSpec> specs = new CopyOnWriteArrayList<>();
    private final Set<String> outdated = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile boolean hanging;
    private volatile String refusal;
    private volatile int nextPort = 20_000;
    private volatile int reports;

    public void reset() {
        machines.clear();
        specs.clear();
        outdated.clear();
        away = false;
        hanging = false;
        refusal = null;
    }

    /** From now on the engine cannot be asked, or can again. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** From now on what starts a machine does so, but never says that it did. */
    public void hang(boolean isHanging) {
        hanging = isHanging;
    }

    /** From now on no machine can be had, for this reason; {@code null} for none. */
    public void refuse(String why) {
        refusal = why;
    }

    /** The machine ends without being told to. */
    public void crash(String desktopId) {
        machines.computeIfPresent(desktopId, (_, _) -> new Machine(desktopId, false, null, 0, null));
    }

    /** A machine that was started behind our back, or is somewhere else now. */
    public void place(String desktopId) {
        machines.put(desktopId, running(desktopId));
    }

    /** The name of the image that it was made from stands for another image from now on. */
    public void outdate(String desktopId) {
        outdated.add(desktopId);
    }

    public boolean runs(String desktopId) {
        return exists(desktopId) && machines.get(desktopId).running();
    }

    public boolean exists(String desktopId) {
        return machines.containsKey(desktopId);
    }

    public int portOf(String desktopId) {
        return machines.get(desktopId).sshPort();
    }

    public Optional<MachineSpec> specOf(String desktopId) {
        return specs.stream().filter(spec -> spec.desktopId().equals(desktopId)).findFirst();
    }

    @Override
    public Uni<Machine> create(MachineSpec spec) {
        return answer(() -> {
            if (refusal != null) {
                throw new MachineFailed(refusal);
            }
            specs.add(spec);
            return machines.computeIfAbsent(spec.desktopId(), id -> new Machine(id, false, null, 0, null));
        });
    }

    @Override
    public Uni<Machine> start(String desktopId) {
        var started = answer(() -> machines.compute(desktopId, (id, machine) -> {
            if (machine == null) {
                throw new MachineFailed("The machine is gone");
            }
            return machine.running() ? machine : running(id);
        }));
        return hanging ? started.chain(() -> Uni.createFrom().nothing()) : started;
    }

    @Override
    public Uni<Machine> stop(String desktopId) {
        return answer(() -> {
            crash(desktopId);
            return machines.get(desktopId);
        });
    }

    @Override
    public Uni<Void> destroy(String desktopId) {
        return answer(() -> machines.remove(desktopId)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<Machine>> locate(String desktopId) {
        return answer(() -> Optional.ofNullable(machines.get(desktopId)));
    }

    @Override
    public Uni<List<Machine>> list() {
        return answer(() -> new ArrayList<>(machines.values()));
    }

    @Override
    public Uni<EngineReport> report() {
        return answer(() -> {
            reports++;
            return new EngineReport(
                    "container",
                    "Scripted",
                    "1.2",
                    List.of(
                            new Guard("memory", Guard.Enforced.YES, "it is"),
                            new Guard("disk", Guard.Enforced.NO, "it is not"),
                            new Guard("network", Guard.Enforced.UNKNOWN, "who knows")));
        });
    }

    @Override
    public Uni<Boolean> isOutdated(String desktopId) {
        return answer(() -> outdated.contains(desktopId));
    }

    /** How often it was asked what it is. */
    public int reports() {
        return reports;
    }

    private synchronized Machine running(String desktopId) {
        return new Machine(desktopId, true, HOST, nextPort++, "10.88.0." + (nextPort % 250));
    }

    private <T> Uni<T> answer(Supplier<T> answer) {
        return Uni.createFrom().item(() -> {
            if (away) {
                throw new EngineUnavailable("The container engine does not answer");
            }
            return answer.get();
        });
    }
}
