package io.bureau.desktops.exec;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a command has ended.
 *
 * @param stdout what it wrote, as UTF-8; what is none of it is replaced by U+FFFD
 * @param exitCode its status, or 128 and the number of the signal that ended it; {@code null} if it ran out of time
 * @param truncated whether it wrote more than is kept
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExecResult(
        String stdout, String stderr, Integer exitCode, boolean timedOut, boolean truncated, long durationMs) {}
