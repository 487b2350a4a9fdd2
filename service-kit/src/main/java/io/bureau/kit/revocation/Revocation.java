package io.bureau.kit.revocation;

/** Something that was believed until now and must not be any more: one credential, or all of a user or organisation. */
public record Revocation(Subject subject, String id) {

    public enum Subject {
        KEY,
        SESSION,
        USER,
        ORGANISATION
    }

    public static Revocation ofKey(String id) {
        return new Revocation(Subject.KEY, id);
    }

    public static Revocation ofSession(String id) {
        return new Revocation(Subject.SESSION, id);
    }
}
