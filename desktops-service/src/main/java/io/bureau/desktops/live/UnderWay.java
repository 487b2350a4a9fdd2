package io.bureau.desktops.live;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Requests that Quarkus waits for before it stops. One that has become a WebSocket never ends as requests do, so Quarkus
 * would wait in vain for as long as it waits at all; nothing public tells it, hence the private lookup. What is open is told to end
 * by {@link Lives#stop}.
 */
final class UnderWay {

    private static final MethodHandle DONE = find();

    private UnderWay() {}

    /** The request has become a WebSocket: it is not to be waited for. */
    static void leave(HttpServerRequest request) {
        try {
            DONE.invoke(QuarkusRequestWrapper.get(request));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static MethodHandle find() {
        try {
            var lookup = MethodHandles.privateLookupIn(QuarkusRequestWrapper.class, MethodHandles.lookup());
            return lookup.unreflect(QuarkusRequestWrapper.class.getDeclaredMethod("done"));
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(
                    "Quarkus counts requests in another way than this was written for", otherVersion);
        }
    }
}
