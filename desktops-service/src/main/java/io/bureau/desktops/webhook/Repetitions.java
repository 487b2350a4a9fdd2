package io.bureau.desktops.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** When a delivery that was not accepted is tried again. */
@ApplicationScoped
class Repetitions {

    private static final double SPREAD = 0.1;

    private final List<Duration> waits;
    private final DoubleSupplier random;

    @Inject
    Repetitions(WebhooksConfig config) {
        this(config.retries(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to 1: how much of a tenth is added, so that not all come back at once */
    Repetitions(List<Duration> waits, DoubleSupplier random) {
        this.waits = List.copyOf(waits);
        this.random = random;
    }

    /**
     * How long to wait before the next attempt; empty for none.
     *
     * @param made how many repetitions there were
     * @param asked how long the receiver asks to wait, which may make it longer; {@code null} if it does not
     */
    Optional<Duration> next(int made, Duration asked) {
        if (made >= waits.size()) {
            return Optional.empty();
        }
        var planned = waits.get(made);
        var wait = planned.plusMillis((long) (planned.toMillis() * SPREAD * random.getAsDouble()));
        return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }
}
