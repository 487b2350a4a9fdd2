package io.bureau.ratelimit;

import io.bureau.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final HouseRules house = HouseRules.of("io.bureau.ratelimit");

    @Test
    void featuresDoNotGoInCircles() {
        house.featuresDoNotGoInCircles();
    }

    @Test
    void noOtherServiceIsKnown() {
        house.noOtherServiceIsKnown();
    }

    @Test
    void transactionsAreReactive() {
        house.transactionsAreReactive();
    }

    @Test
    void noPathIsGuardedByPattern() {
        house.noPathIsGuardedByPattern();
    }
}
