package io.bureau.ratelimit.decision;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script and the SHA-1 by which Redis knows it. */
record RedisScript(String text, String digest) {

    /** The script of this name beside this class. */
    static RedisScript load(String name) {
        try (var resource = RedisScript.class.getResourceAsStream(name)) {
            byte[] text = resource.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-1").digest(text);
            return new RedisScript(
                    new String(text, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Request evalsha() {
        return Request.cmd(Command.EVALSHA).arg(digest);
    }

    Request eval() {
        return Request.cmd(Command.EVAL).arg(text);
    }
}
