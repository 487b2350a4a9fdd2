package io.bureau.desktops.files;

import io.bureau.kit.http.BodyAllowance;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A file may be larger than what other requests carry, for it is not held in memory. */
@ApplicationScoped
class UploadAllowance implements BodyAllowance {

    private static final Pattern PATH = Pattern.compile("/v1/desktops/[^/]+/files");

    private final long limit;

    UploadAllowance(FilesConfig config) {
        this.limit = config.uploadLimit().asLongValue();
    }

    @Override
    public OptionalLong bytes(HttpServerRequest request) {
        return request.method() == HttpMethod.PUT
                        && PATH.matcher(request.path()).matches()
                ? OptionalLong.of(limit)
                : OptionalLong.empty();
    }
}
