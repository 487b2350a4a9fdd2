package io.bureau.kit.revocation;

/**
 * That a revocation holds everywhere.
 *
 * @param replicas how many replicas have confirmed it; one whose lease ran out instead uses no cache and is not counted
 * @param confirmedInMs milliseconds from its publication to the last confirmation
 */
public record Receipt(int replicas, long confirmedInMs) {}
