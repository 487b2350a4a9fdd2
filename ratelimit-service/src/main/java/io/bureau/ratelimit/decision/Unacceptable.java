package io.bureau.ratelimit.decision;

/** Part of a demand is not acceptable, now or ever. Both parts of it are fit for the caller. */
final class Unacceptable extends IllegalArgumentException {

    private final String field;
    private final String why;

    /** @param field as it is named in a request */
    Unacceptable(String field, String why) {
        super(field + " " + why);
        this.field = field;
        this.why = why;
    }

    String field() {
        return field;
    }

    String why() {
        return why;
    }
}
