package io.bureau.desktops.webhook;

import io.bureau.desktops.desktop.ScriptedEngine;
import java.util.HashMap;
import java.util.Map;

/** Webhooks that are looked after often, and attempts that a test can wait for. */
public class Brisk extends ScriptedEngine {

    @Override
    public Map<String, String> getConfigOverrides() {
        var all = new HashMap<>(super.getConfigOverrides());
        all.put("bureau.webhooks.look", "50ms");
        all.put("bureau.webhooks.attempt-deadline", "3s");
        all.put("bureau.webhooks.per-organisation", "3");
        return Map.copyOf(all);
    }
}
