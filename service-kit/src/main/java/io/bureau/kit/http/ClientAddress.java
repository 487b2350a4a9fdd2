package io.bureau.kit.http;

import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from, as the HTTP layer understood it: forwarding headers count only from the proxies named in
 * {@code quarkus.http.proxy.trusted-proxies}.
 */
public final class ClientAddress {

    private ClientAddress() {}

    /** The address in its textual form, never {@code null}. */
    public static String of(RoutingContext request) {
        var address = request.request().remoteAddress();
        var host = address == null ? null : address.hostAddress();
        return host == null ? (address == null ? "unknown" : address.host()) : host;
    }

    /** The address as a bucket for counting: IPv4 whole, IPv6 by its /64, which one household or host owns. */
    public static String bucketOf(RoutingContext request) {
        var text = of(request);
        if (text == null || text.indexOf(':') < 0) {
            return text;
        }
        try {
            var bytes = InetAddress.ofLiteral(text).getAddress();
            return bytes.length == 4 ? text : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) + "/64";
        } catch (IllegalArgumentException notAnAddress) {
            return text;
        }
    }
}
