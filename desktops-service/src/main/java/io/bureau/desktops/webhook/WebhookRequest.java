package io.bureau.desktops.webhook;

import io.bureau.desktops.events.EventTypes;
import io.bureau.kit.error.ApiException;
import java.util.List;
import java.util.Objects;

/**
 * What somebody wants of a webhook; what is {@code null} stays as it is, or as is usual.
 *
 * @param events types of events; empty for all
 */
record WebhookRequest(String url, String description, List<String> events, Boolean enabled) {

    private static final int LONGEST_DESCRIPTION = 200;

    WebhookRequest {
        if (url != null) {
            TargetUrl.parse(url);
        }
        if (description != null) {
            description = description.strip();
            if (description.length() > LONGEST_DESCRIPTION
                    || description.chars().anyMatch(Character::isISOControl)) {
                throw ApiException.invalid(
                        "description", "must be one line of at most " + LONGEST_DESCRIPTION + " characters");
            }
        }
        if (events != null) {
            events = types(events);
        }
    }

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    private static List<String> types(List<String> events) {
        if (!EventTypes.ALL.containsAll(events.stream().map(String::valueOf).toList())) {
            throw ApiException.invalid(
                    "events",
                    "must be among "
                            + String.join(", ", EventTypes.ALL.stream().sorted().toList()));
        }
        return events.stream().distinct().sorted().toList();
    }
}
