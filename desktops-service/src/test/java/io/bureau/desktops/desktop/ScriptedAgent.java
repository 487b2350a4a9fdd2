package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What answers on scripted machines, the first time or only after some silence. */
@Alternative
@Singleton
class ScriptedAgent implements Agent {

    private final AtomicInteger silences = new AtomicInteger();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();

    /** From now on so many probes are not answered. */
    void beSilent(int times) {
        silences.set(times);
        answers.set(0);
    }

    /** The next probe of this desktop is not answered. */
    void missOnce(String desktopId) {
        missing.add(desktopId);
    }

    /** How many probes have been answered since. */
    int answered() {
        return answers.get();
    }

    @Override
    public Uni<Void> probe(SshTarget target) {
        if (missing.remove(target.desktopId()) || silences.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Uni.createFrom().failure(new IllegalStateException("connection refused"));
        }
        answers.incrementAndGet();
        return Uni.createFrom().voidItem();
    }

    @Override
    public void close(String desktopId) {}
}
