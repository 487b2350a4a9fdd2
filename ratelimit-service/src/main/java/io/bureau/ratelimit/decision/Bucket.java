package io.bureau.ratelimit.decision;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a limit counts: one key (an API key's id, a session's id, an address) under one policy.
 *
 * @throws Unacceptable if a part is
 */
public record Bucket(String policy, String key) {

    private static final Pattern POLICY = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int LONGEST_KEY = 256;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public Bucket {
        if (policy == null || !POLICY.matcher(policy).matches()) {
            throw new Unacceptable("policy", "must be a lower-case name of at most 32 characters");
        }
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY || hasLoneSurrogate(key)) {
            throw new Unacceptable("key", "must be 1 to " + LONGEST_KEY + " characters of valid Unicode");
        }
    }

    /**
     * The name of this bucket in Redis. Two buckets never share one: whatever could be read as a separator or a brace is
     * percent-encoded. The braces make a cluster keep the bucket and its remembered verdicts on one node.
     */
    String redisKey() {
        return "ratelimit:{" + policy + ":" + encode(key) + "}";
    }

    /** The name under which the verdict on the decision {@code id} is remembered. */
    String verdictKey(String id) {
        return redisKey() + ":" + encode(id);
    }

    private static String encode(String part) {
        var encoded = new StringBuilder(part.length());
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '-'
                || b == '.';
    }

    /** Such a character has no UTF-8: it would be written as '?', and then two keys would be one. */
    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
