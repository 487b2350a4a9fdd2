package io.bureau.ratelimit.decision;

/** Decides while Redis does not. Called from event loops: must not block; and from several at once. */
@FunctionalInterface
public interface Fallback {

    /** A verdict marked as degraded. */
    Verdict decide(Demand demand);
}
