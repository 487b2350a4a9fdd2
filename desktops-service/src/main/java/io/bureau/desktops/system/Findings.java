package io.bureau.desktops.system;

import io.bureau.desktops.driver.EngineReport;
import java.time.Instant;

/** What was found out, and when. */
record Findings(EngineReport report, Instant at) {}
