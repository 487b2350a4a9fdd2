package io.bureau.kit.revocation;

/**
 * Something that was believed until now and must not be any more: one credential, or all of a user, of an organisation, or
 * of a user in an organisation.
 *
 * @param id of the subject; {@code org_… usr_…} for a member
 */
public record Revocation(Subject subject, String id, Effect effect) {

    public enum Subject {
        KEY,
        SESSION,
        USER,
        ORGANISATION,
        MEMBER
    }

    public enum Effect {
        /** It is over: what is cached is forgotten, what runs is ended. */
        END,
        /** It means something else now, such as another role: what is cached is forgotten, what runs goes on. */
        REFRESH
    }

    public Revocation(Subject subject, String id) {
        this(subject, id, Effect.END);
    }

    public static Revocation ofKey(String id) {
        return new Revocation(Subject.KEY, id);
    }

    public static Revocation ofSession(String id) {
        return new Revocation(Subject.SESSION, id);
    }

    public static Revocation ofUser(String id) {
        return new Revocation(Subject.USER, id);
    }

    public static Revocation ofOrganisation(String id) {
        return new Revocation(Subject.ORGANISATION, id);
    }

    /** Everything of that user in that organisation: his sessions there and the keys that he answers for. */
    public static Revocation ofMember(String organisation, String user) {
        return new Revocation(Subject.MEMBER, organisation + " " + user);
    }

    /** The same subject, which goes on with another meaning. */
    public Revocation refreshing() {
        return new Revocation(subject, id, Effect.REFRESH);
    }

    public boolean ends() {
        return effect == Effect.END;
    }
}
