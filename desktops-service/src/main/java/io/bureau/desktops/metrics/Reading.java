package io.bureau.desktops.metrics;

/**
 * What a desktop's control group tells.
 *
 * @param cpuNanos the time that processors have spent on it, ever since it was started
 * @param memoryBytes without what is only cached of files and would be let go of
 * @param readNanos when, by this machine's running clock
 */
record Reading(long cpuNanos, long memoryBytes, long readNanos) {

    private static final long NANOS_PER_MICRO = 1000;

    /**
     * Reads what {@link RemoteGauge} has the desktop say: how much memory is in use, and then {@code cpu.stat} and {@code
     * memory.stat} of control groups version 2, or the time of processors and {@code memory.stat} of version 1.
     *
     * @throws IllegalArgumentException if it says something else
     */
    static Reading parse(String text, long readNanos) {
        long used = -1;
        long cpu = -1;
        long inactive = 0;
        for (var line : text.lines().toList()) {
            var words = line.strip().split(" ", 2);
            switch (words[0]) {
                case "memory" -> used = Long.parseLong(words[1]);
                case "cpu" -> cpu = Long.parseLong(words[1]);
                case "usage_usec" -> cpu = Long.parseLong(words[1]) * NANOS_PER_MICRO;
                // Version 1 tells of its own and, in total, of what is below; version 2 of all that is below.
                case "inactive_file", "total_inactive_file" -> inactive = Math.max(inactive, Long.parseLong(words[1]));
                default -> {}
            }
        }
        if (used < 0 || cpu < 0) {
            throw new IllegalArgumentException("the control group does not tell");
        }
        return new Reading(cpu, Math.max(0, used - inactive), readNanos);
    }

    /**
     * How much of its processors a desktop has used since, 0 to 100.
     *
     * @return {@code null} if nothing is to be said, because it was started anew
     */
    Double cpuPercentSince(Reading before, int cpus) {
        long passed = readNanos - before.readNanos();
        long spent = cpuNanos - before.cpuNanos();
        if (passed <= 0 || spent < 0) {
            return null;
        }
        double percent = 100.0 * spent / passed / cpus;
        return Math.min(100, Math.round(percent * 10) / 10.0);
    }
}
