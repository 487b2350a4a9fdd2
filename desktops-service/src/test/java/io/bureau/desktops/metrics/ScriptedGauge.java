package io.bureau.desktops.metrics;

import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Desktops that use one of their processors and a megabyte, or say nothing. */
@Alternative
@Singleton
public class ScriptedGauge implements Gauge {

    private final Map<String, AtomicInteger> readings = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    /** From now on whoever asks this desktop waits for ever. */
    void silence(String desktopId) {
        silent.add(desktopId);
    }

    int readings(String desktopId) {
        return readings.getOrDefault(desktopId, new AtomicInteger()).get();
    }

    @Override
    public Uni<Reading> read(SshTarget target) {
        readings.computeIfAbsent(target.desktopId(), _ -> new AtomicInteger()).incrementAndGet();
        long now = System.nanoTime();
        return silent.contains(target.desktopId())
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(new Reading(now, 1 << 20, now));
    }

    @Override
    public Uni<Long> disk(SshTarget target) {
        return silent.contains(target.desktopId())
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(4096L);
    }
}
