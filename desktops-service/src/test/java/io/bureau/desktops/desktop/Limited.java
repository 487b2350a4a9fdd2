package io.bureau.desktops.desktop;

import java.util.HashMap;
import java.util.Map;

/** Where desktops are few, some images are offered, and who is idle is stopped: off in the service as shipped. */
public class Limited extends ScriptedEngine {

    @Override
    public Map<String, String> getConfigOverrides() {
        var all = new HashMap<>(super.getConfigOverrides());
        all.put("bureau.desktops.idle-stop", "30m");
        all.put("bureau.desktops.quota.total", "4");
        all.put("bureau.desktops.quota.running", "2");
        all.put("bureau.desktops.quota.tiers.max.total", "1");
        all.put("bureau.desktops.quota.tiers.free.running", "1");
        all.put("bureau.desktops.images.office.reference", "registry.example/office:2");
        all.put("bureau.desktops.images.office.description", "With an office suite");
        all.put("bureau.desktops.images.bare.reference", "registry.example/bare:1");
        return Map.copyOf(all);
    }
}
