package io.bureau.desktops.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where webhooks may lead, and how they are sent. */
@ConfigMapping(prefix = "bureau.webhooks")
interface WebhooksConfig {

    /** Networks that may be called though they are not public; also without TLS. None unless named. */
    Optional<List<String>> allowedTargets();

    /** A PEM file of certificates that are trusted besides the usual ones, such as a company's own authority. */
    Optional<Path> trustedCertificates();

    /** How many webhooks an organisation may have. */
    @WithDefault("10")
    int perOrganisation();

    /** How often new events and what is due are looked for. */
    @WithDefault("500ms")
    Duration look();

    /** The longest that one attempt may take, from connecting to the answer. */
    @WithDefault("15s")
    Duration attemptDeadline();

    /** The longest that it may take to find the addresses of a name. */
    @WithDefault("5s")
    Duration resolveDeadline();

    /** For how long a replica has a delivery to itself; longer than the two deadlines together. */
    @WithDefault("30s")
    Duration lease();

    /** How many attempts one replica makes at a time. */
    @WithDefault("64")
    int attemptsAtOnce();

    /** How many attempts are made at a time to one webhook, which gets them one by one while it fails. */
    @WithDefault("4")
    int attemptsPerWebhook();

    /** The waits between the attempts of one delivery; up to a tenth is added to each. Together a day. */
    @WithDefault("5s,5m,30m,2h,5h,6h,10h30m")
    List<Duration> retries();

    /** A webhook that has accepted nothing for so long, though something was sent, is disabled. */
    @WithDefault("24h")
    Duration disableAfter();

    /** How long deliveries can be looked at and sent again. */
    @WithDefault("7d")
    Duration retention();
}
