package io.bureau.local.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void everySecretIsTheSameAfterARestart() throws Exception {
        var before = new Secrets(directory);
        var password = before.password("redis");
        var key = Files.readString(before.key("desktops-key"));
        var signing = Files.readString(before.signingKeys("identity").resolve("identity-1.pem"));
        var idTokenKeys = before.idTokenKeys();

        var after = new Secrets(directory);

        assertEquals(password, after.password("redis"));
        assertEquals(key, Files.readString(after.key("desktops-key")));
        assertEquals(signing, Files.readString(after.signingKeys("identity").resolve("identity-1.pem")));
        assertEquals(idTokenKeys.getPublic(), after.idTokenKeys().getPublic());
    }

    @Test
    void noTwoSecretsAreAlike() {
        var secrets = new Secrets(directory);

        assertNotEquals(secrets.password("postgres-identity"), secrets.password("postgres-apikey"));
        assertTrue(secrets.password("redis").length() >= 43);
    }

    @Test
    void keysHave256Bits() throws Exception {
        var pepper = Files.readString(new Secrets(directory).peppers().resolve("1"));

        assertEquals(32, Base64.getDecoder().decode(pepper).length);
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        var secrets = new Secrets(directory);
        secrets.password("redis");
        secrets.signingKeys("identity");

        assertEquals("rw-------", permissions(directory.resolve("redis")));
        assertEquals("rw-------", permissions(directory.resolve("signing/identity/identity-1.pem")));
        assertEquals("rwx------", permissions(directory.resolve("signing/identity")));
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
