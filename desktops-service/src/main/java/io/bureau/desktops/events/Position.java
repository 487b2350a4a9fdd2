package io.bureau.desktops.events;

import io.bureau.kit.error.ApiException;
import java.util.regex.Pattern;

/**
 * A place among the events, behind the last one that was told of; as text it is the {@code id} of a server-sent event.
 *
 * @param transaction the number of a transaction of Postgres, which is longer than a {@code long}
 */
public record Position(String transaction, long sequence) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})-([0-9]{1,18})");

    /** @throws ApiException 400 if it was not told by us */
    static Position parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw ApiException.badRequest("Last-Event-ID is not the id of an event; leave it out to begin now");
        }
        return new Position(parts.group(1), Long.parseLong(parts.group(2)));
    }

    /** Before all events of this transaction and of those that come after it. */
    static Position before(String transaction) {
        return new Position(transaction, 0);
    }

    String toText() {
        return transaction + "-" + sequence;
    }
}
