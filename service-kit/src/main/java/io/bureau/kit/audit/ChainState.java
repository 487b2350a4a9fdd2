package io.bureau.kit.audit;

/**
 * Whether a chain is whole.
 *
 * @param entries how many rows were looked at
 * @param firstSequence where it begins; more than 1 once retention has deleted what was before
 * @param head the hash of its last row: kept elsewhere, it shows later that the chain was not made anew
 * @param brokenAt the first place that does not fit, {@code null} if all does
 * @param why what is wrong there, in words
 */
public record ChainState(
        boolean whole, long entries, long firstSequence, long lastSequence, String head, Long brokenAt, String why) {}
