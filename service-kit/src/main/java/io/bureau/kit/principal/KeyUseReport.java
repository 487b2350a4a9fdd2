package io.bureau.kit.principal;

import java.time.Instant;
import java.util.List;

/**
 * What a service saw of keys being used since its last report. It can be sent again until it has been taken: by its id
 * it counts once.
 *
 * @param id {@code rpt_…}
 */
public record KeyUseReport(String id, List<Uses> uses) {

    /**
     * Uses in one hour that have all but the time in common.
     *
     * @param at the last of them
     * @param ip {@code null} where there were too many addresses to tell them apart
     * @param capability {@code null} if the routes asked for none, or for more than the key holds
     * @param count how many
     */
    public record Uses(String keyId, Instant at, String ip, String capability, int status, long count) {}
}
