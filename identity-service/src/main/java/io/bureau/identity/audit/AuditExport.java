package io.bureau.identity.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.audit.AuditQuery;
import io.bureau.kit.error.ApiException;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestMulti;

/** The trail as a file, newest first, written as it is read: its size is nobody's memory. */
@ApplicationScoped
class AuditExport {

    /** Rows read at a time. */
    static final int AT_ONCE = 200;

    private static final String COLUMNS = "id,at,service,actorKind,actor,credential,organisation,action,target,outcome,"
            + "ip,userAgent,requestId,detail,sequence,previous,hash\n";

    enum Format {
        JSONL("application/jsonl"),
        CSV("text/csv; charset=utf-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Format of(String id) {
            return Arrays.stream(values())
                    .filter(format -> format.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> ApiException.invalid("format", "must be jsonl or csv"));
        }
    }

    private final Trails trails;
    private final ObjectMapper json;

    AuditExport(Trails trails, ObjectMapper json) {
        this.trails = trails;
        this.json = json;
    }

    /** Every row that the query finds. If a service falls silent on the way, the answer breaks off and is seen to. */
    RestMulti<String> of(AuditQuery query, Format format) {
        var lines = trails.all(query)
                .map(kept -> AuditView.of(kept, Map.of()))
                .map(format == Format.CSV ? AuditExport::csv : jsonLine());
        var file = format == Format.CSV
                ? Multi.createBy().concatenating().streams(Multi.createFrom().item(COLUMNS), lines)
                : lines;
        return RestMulti.fromMultiData(file)
                .header("Content-Type", format.mediaType)
                .header("Content-Disposition", "attachment; filename=\"audit." + format.id() + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Function<AuditView, String> jsonLine() {
        return view -> {
            try {
                return json.writeValueAsString(view) + "\n";
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private static String csv(AuditView view) {
        return Stream.of(
                        view.id(),
                        view.at(),
                        view.service(),
                        view.actor().kind(),
                        view.actor().id(),
                        view.actor().credential(),
                        view.organisation(),
                        view.action(),
                        view.target(),
                        view.outcome().id(),
                        view.ip(),
                        view.userAgent(),
                        view.requestId(),
                        view.detail(),
                        view.sequence(),
                        view.previous(),
                        view.hash())
                .map(field -> field == null ? "" : quoted(field.toString()))
                .collect(Collectors.joining(",", "", "\n"));
    }

    /** As RFC 4180 has it. What a spreadsheet would take for a formula, such as a crafted user agent, is made text. */
    private static String quoted(String field) {
        var text = !field.isEmpty() && "=+-@\t\r".indexOf(field.charAt(0)) >= 0 ? "'" + field : field;
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
