package io.bureau.ratelimit.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {

    @Test
    void s34_noCraftedPartSharesAnotherBucketsName() {
        var parts = List.of(
                "a",
                "a:b",
                "a%3Ab",
                "a%253Ab",
                "a}:b",
                "a%7D:b",
                "{a}",
                "%7Ba%7D",
                "a:",
                ":a",
                " a",
                "a ",
                "a\n",
                "a\0",
                "A",
                "ä",
                "a\u0308",
                "?",
                "%3F",
                "\ud83d\ude00",
                "::1",
                "2001:db8::/64",
                "api:a",
                "a}:1",
                "a}");
        var names = new HashSet<String>();
        int count = 0;
        for (var policy : List.of("api", "session", "api-a")) {
            for (var key : parts) {
                var bucket = new Bucket(policy, key);
                names.add(bucket.redisKey());
                count++;
                for (var id : parts) {
                    names.add(bucket.verdictKey(id));
                    count++;
                }
            }
        }
        assertEquals(count, names.size());
    }

    @Test
    void s34_theHashTagIsTheWholeBucketWhateverItsKey() {
        var name = new Bucket("api", "{x}y}{").redisKey();
        assertEquals("ratelimit:{api:%7Bx%7Dy%7D%7B}", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800", "a\udc00b"})
    void aKeyWithoutAFormOfItsOwnIsRefused(String key) {
        assertThrows(Unacceptable.class, () -> new Bucket("api", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "API", "a:b", "a}", "a b", "-a", "1a"})
    void aPolicyIsALowerCaseName(String policy) {
        assertThrows(Unacceptable.class, () -> new Bucket(policy, "k"));
    }
}
