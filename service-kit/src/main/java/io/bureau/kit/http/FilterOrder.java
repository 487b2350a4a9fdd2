package io.bureau.kit.http;

/** The order of our HTTP filters; a higher number runs earlier. */
final class FilterOrder {

    static final int REQUEST_ID = 1000;
    static final int PATH = 900;
    static final int BODY = 800;

    /** After Quarkus has set its own limit, at 2. */
    static final int BODY_SIZE_UNKNOWN = 1;

    private FilterOrder() {}
}
