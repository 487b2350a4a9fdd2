package io.bureau.kit.principal;

/** The client at the other end of a request, as far as it matters for its credential. */
public record Client(String ip, String userAgent) {}
