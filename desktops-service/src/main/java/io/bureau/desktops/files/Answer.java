package io.bureau.desktops.files;

import jakarta.ws.rs.core.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** How a file is answered with (RFC 9110). It is never shown by a browser as a page of ours, for its content is anybody's. */
record Answer(FilePath path, Download file) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** @throws io.bureau.kit.error.ApiException 412 if it was modified, 416 if it has no such part */
    RestResponse<Sending> toGet(String range, String ifRange, Request request) {
        var unmet = request.evaluatePreconditions(Date.from(file.modifiedAt()));
        if (unmet != null) {
            return unmet(unmet.build().getStatus());
        }
        var part = ifRange == null || ifRange.equals(lastModified())
                ? Span.of(range, file.size())
                : Optional.<Span>empty();
        var sent = part.orElse(Span.whole(file.size()));
        var answer =
                ResponseBuilder.create(part.isPresent() ? Status.PARTIAL_CONTENT : Status.OK, new Sending(file, sent));
        describe(answer);
        part.ifPresent(asked -> answer.header("Content-Range", asked.contentRange(file.size())));
        return answer.build();
    }

    private RestResponse<Sending> unmet(int status) {
        if (status == Status.NOT_MODIFIED.getStatusCode()) {
            file.end();
            return RestResponse.status(Status.NOT_MODIFIED);
        }
        throw Refusals.hasChanged();
    }

    /** What GET would be answered with; of the content Quarkus sends nothing. */
    RestResponse<Sending> toHead() {
        var answer = ResponseBuilder.ok(new Sending(file, Span.whole(file.size())));
        describe(answer);
        return answer.header("Content-Length", file.size()).build();
    }

    private void describe(ResponseBuilder<?> answer) {
        answer.header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(path.name()))
                .header("Last-Modified", lastModified())
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff");
    }

    private String lastModified() {
        return DATE.format(file.modifiedAt().atOffset(ZoneOffset.UTC));
    }

    /** RFC 8187, which knows no plus. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
