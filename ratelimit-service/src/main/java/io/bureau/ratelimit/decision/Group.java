package io.bureau.ratelimit.decision;

/** Demands on one bucket under one limit: what a single script call can decide together. */
record Group(Bucket bucket, Limit limit) {

    static Group of(Demand demand) {
        return new Group(demand.bucket(), demand.limit());
    }
}
