package io.bureau.desktops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void controlGroupsOfVersion2AreUnderstood() {
        var told = """
                memory 329252864
                usage_usec 70135
                user_usec 50000
                nr_periods 0
                anon 380928
                file 319594496
                inactive_file 316600320
                active_file 100
                """;

        assertEquals(new Reading(70_135_000, 12_652_544, 7), Reading.parse(told, 7));
    }

    @Test
    void controlGroupsOfVersion1AreUnderstood() {
        var told = """
                memory 329252864
                cpu 70135688
                cache 0
                inactive_file 0
                hierarchical_memory_limit 1073741824
                total_cache 319594496
                total_inactive_file 316600320
                """;

        assertEquals(new Reading(70_135_688, 12_652_544, 7), Reading.parse(told, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "memory", "memory x", "memory 1", "cpu 1", "sh: cannot fork"})
    void whatSaysSomethingElseIsNoReading(String told) {
        assertThrows(RuntimeException.class, () -> Reading.parse(told, 0));
    }

    @Test
    void allProcessorsOfTheTierAreAHundredPercent() {
        var before = new Reading(SECOND, 0, 10 * SECOND);

        assertEquals(0.0, new Reading(SECOND, 0, 15 * SECOND).cpuPercentSince(before, 4));
        assertEquals(12.5, new Reading(SECOND + 5 * SECOND / 2, 0, 15 * SECOND).cpuPercentSince(before, 4));
        assertEquals(100.0, new Reading(21 * SECOND, 0, 15 * SECOND).cpuPercentSince(before, 4));
        assertEquals(100.0, new Reading(22 * SECOND, 0, 15 * SECOND).cpuPercentSince(before, 4));
    }

    @Test
    void afterARestartThereIsNothingToCompareWith() {
        var before = new Reading(9 * SECOND, 0, 10 * SECOND);

        assertNull(new Reading(SECOND, 0, 15 * SECOND).cpuPercentSince(before, 4));
        assertNull(before.cpuPercentSince(before, 4));
    }
}
