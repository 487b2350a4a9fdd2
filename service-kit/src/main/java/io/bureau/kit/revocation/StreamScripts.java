package io.bureau.kit.revocation;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;

/** The stream, the leases and the positions in Redis, and the scripts that touch them together. */
final class StreamScripts {

    static final String STREAM = "{bureau:revocations}:stream";
    static final String LEASES = "{bureau:revocations}:leases";
    static final String POSITIONS = "{bureau:revocations}:positions";

    private static final String COMMON = """
            local function now()
              local t = redis.call('TIME')
              return t[1] * 1000 + math.floor(t[2] / 1000)
            end
            local function newer(a, b)
              local am, as = string.match(a, '(%d+)-(%d+)')
              local bm, bs = string.match(b, '(%d+)-(%d+)')
              am, as, bm, bs = tonumber(am), tonumber(as), tonumber(bm), tonumber(bs)
              return am > bm or (am == bm and as > bs)
            end
            local function last()
              local entry = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
              return entry[1] and entry[1][1] or '0-0'
            end
            """;

    /** Replies with the id of the newest entry: where a replica with an empty cache begins. */
    private static final String JOIN = COMMON + "return last()";

    /**
     * Renews a lease, if the replica has seen every entry. Replies with {1} renewed, {0} entries are waiting, {-1} the
     * stream is behind the replica, so Redis has lost data. Replicas gone for a minute are forgotten.
     */
    private static final String RENEW = COMMON + """
            local newest = last()
            if newer(newest, ARGV[2]) then return 0 end
            if newer(ARGV[2], newest) then return -1 end
            local at = now()
            for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', at - 60000)) do
              redis.call('ZREM', KEYS[2], gone)
              redis.call('HDEL', KEYS[3], gone)
            end
            redis.call('ZADD', KEYS[2], at + ARGV[3], ARGV[1])
            redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
            return 1
            """;

    private static final String LEAVE = """
            redis.call('ZREM', KEYS[2], ARGV[1])
            redis.call('HDEL', KEYS[3], ARGV[1])
            return 1
            """;

    /** Replies with {confirmed, waiting}: the replicas under a lease that have, and have not, seen an entry. */
    private static final String CONFIRMED = COMMON + """
            local confirmed, waiting = 0, 0
            for _, replica in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], now(), '+inf')) do
              local seen = redis.call('HGET', KEYS[3], replica)
              if seen and not newer(ARGV[1], seen) then confirmed = confirmed + 1 else waiting = waiting + 1 end
            end
            return {confirmed, waiting}
            """;

    /** Replies with the entries behind a position, or with {-1} if the stream ends before it, so Redis has lost data. */
    private static final String SINCE = COMMON + """
            if newer(ARGV[1], last()) then return -1 end
            return redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+')
            """;

    private StreamScripts() {}

    static Request join() {
        return script(JOIN, List.of());
    }

    static Request renew(String replica, String position, long leaseMillis) {
        return script(RENEW, List.of(replica, position, Long.toString(leaseMillis)));
    }

    static Request leave(String replica) {
        return script(LEAVE, List.of(replica));
    }

    static Request confirmed(String entry) {
        return script(CONFIRMED, List.of(entry));
    }

    static Request since(String position) {
        return script(SINCE, List.of(position));
    }

    /** What an entry of the stream says. */
    static Revocation revocation(Response entry) {
        var fields = entry.get(1);
        return new Revocation(
                Revocation.Subject.valueOf(fields.get(1).toString()),
                fields.get(3).toString(),
                Revocation.Effect.valueOf(fields.get(5).toString()));
    }

    static Request read(String position, long blockMillis) {
        return Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(100)
                .arg("BLOCK")
                .arg(blockMillis)
                .arg("STREAMS")
                .arg(STREAM)
                .arg(position);
    }

    static Request append(Revocation revocation, int streamLength) {
        return Request.cmd(Command.XADD)
                .arg(STREAM)
                .arg("MAXLEN")
                .arg("~")
                .arg(streamLength)
                .arg("*")
                .arg("subject")
                .arg(revocation.subject().name())
                .arg("id")
                .arg(revocation.id())
                .arg("effect")
                .arg(revocation.effect().name());
    }

    /** These run a few times a second, so the text travels with each: nothing to load, nothing to lose. */
    private static Request script(String text, List<String> arguments) {
        var request = Request.cmd(Command.EVAL)
                .arg(text)
                .arg(3)
                .arg(STREAM)
                .arg(LEASES)
                .arg(POSITIONS);
        arguments.forEach(request::arg);
        return request;
    }
}
