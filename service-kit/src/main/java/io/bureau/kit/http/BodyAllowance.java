package io.bureau.kit.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalLong;

/** What certain requests may carry, for those who do not hold it in memory. Any bean may say so. */
public interface BodyAllowance {

    /** In bytes; empty if this request is none of them. */
    OptionalLong bytes(HttpServerRequest request);
}
