package io.bureau.kit.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Pattern FORMAT = Pattern.compile("^sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$");
    /** The pattern by which scanners find another company's keys. */
    private static final Pattern ANOTHER_COMPANYS = Pattern.compile("sk_live_[0-9a-zA-Z]{10,}");

    @Test
    void hasTheDocumentedFormAndNotAnotherCompanys() {
        for (int i = 0; i < 1_000; i++) {
            var text = ApiKey.generate().reveal();
            assertTrue(FORMAT.matcher(text).matches(), "the form");
            assertFalse(ANOTHER_COMPANYS.matcher(text).find(), "another company's form");
        }
    }

    @Test
    void isReadBackAsItself() {
        var key = ApiKey.generate();

        assertEquals(key.reveal(), ApiKey.parse(key.reveal()).orElseThrow().reveal());
    }

    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(seen.add(ApiKey.generate().reveal()));
        }
    }

    @Test
    void anyOneCharacterChangedIsRefused() {
        var text = ApiKey.generate().reveal();
        for (int i = 0; i < text.length(); i++) {
            var changed = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertTrue(ApiKey.parse(changed).isEmpty(), "position " + i);
        }
    }

    @Test
    void otherTextsAreRefused() {
        var text = ApiKey.generate().reveal();
        for (var other : new String[] {"", "sk_live_", text + "x", text.substring(1), text.toUpperCase(), "é" + text}) {
            assertTrue(ApiKey.parse(other).isEmpty());
        }
    }

    @Test
    void s17_neitherTextNorPreviewHoldTheSecret() {
        var key = ApiKey.generate();
        var secret = key.reveal().substring(17, 60);

        assertFalse(key.toString().contains(secret.substring(0, 8)));
        assertFalse(key.preview().contains(secret.substring(0, 8)));
        assertTrue(key.preview().matches("sk_live_[0-9A-Za-z]{8}…[0-9A-Za-z]{4}"));
    }
}
