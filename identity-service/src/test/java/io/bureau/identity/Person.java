package io.bureau.identity;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody with an account at the providers. */
public record Person(String googleSubject, long githubId, String login, String name, String email, boolean verified) {

    /** Somebody whom nobody has seen before. */
    public static Person stranger() {
        var unique = UUID.randomUUID().toString().substring(0, 8);
        return new Person(
                "1" + Math.abs(ThreadLocalRandom.current().nextLong()),
                ThreadLocalRandom.current().nextLong(1, 1L << 40),
                "login-" + unique,
                "Ada " + unique,
                unique + "@example.org",
                true);
    }

    public Person withEmail(String other) {
        return new Person(googleSubject, githubId, login, name, other, verified);
    }

    public Person withLogin(String other) {
        return new Person(googleSubject, githubId, other, name, email, verified);
    }

    public Person unverified() {
        return new Person(googleSubject, githubId, login, name, email, false);
    }

    public Map<String, Object> claims() {
        return Map.of("sub", googleSubject, "name", name, "email", email, "email_verified", verified);
    }
}
