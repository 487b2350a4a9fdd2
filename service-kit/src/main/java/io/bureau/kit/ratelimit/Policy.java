package io.bureau.kit.ratelimit;

import java.time.Duration;

/** The limits of the public contract, by the name that stands in the headers. */
public enum Policy {
    API("api", 60),
    SESSION("session", 300),
    FAILED_AUTH("failed-auth", 10),
    SIGN_IN("signin", 30),
    LEAK_REPORT("leak-report", 10);

    private final String id;
    private final Limit limit;

    Policy(String id, int perMinute) {
        this.id = id;
        this.limit = new Limit(perMinute, Duration.ofMinutes(1));
    }

    public String id() {
        return id;
    }

    /** What holds unless a credential carries its own limit. */
    public Limit limit() {
        return limit;
    }
}
