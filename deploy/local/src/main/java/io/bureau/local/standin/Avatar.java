package io.bureau.local.standin;

import java.util.regex.Pattern;

/** A picture for everybody: two tones that follow from the account's number. */
final class Avatar {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private Avatar() {}

    static Reply of(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return Reply.notFound();
        }
        long hue = Long.parseLong(number) % 360;
        return Reply.svg("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">\
                <rect width="96" height="96" fill="hsl(%d 45%% 82%%)"/>\
                <g fill="hsl(%d 45%% 38%%)"><circle cx="48" cy="38" r="17"/><circle cx="48" cy="96" r="36"/></g></svg>
                """.formatted(hue, hue));
    }
}
