package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.Machine;
import io.bureau.kit.principal.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code desktop}. */
@Entity
@Table(name = "desktop")
class StoredDesktop {

    @Id
    String id;

    String organisationId;
    String createdBy;
    String name;
    String tier;
    String image;
    String imageReference;
    int cpus;
    int memoryMegabytes;
    int diskGigabytes;
    int width;
    int height;
    boolean keepAlive;
    boolean adopted;
    Instant createdAt;

    @Enumerated(EnumType.STRING)
    Status status;

    @Enumerated(EnumType.STRING)
    Wish wish;

    String statusReason;
    Instant statusSince;
    Instant startedAt;
    String stopReason;

    /** Written by {@link Activity} alone, beside whatever else is done with the row. */
    @Column(insertable = false, updatable = false)
    Instant lastActiveAt;

    long revision;
    String host;
    int sshPort;
    String ipAddress;
    byte[] clientKey;
    String clientPublicKey;
    byte[] hostKey;
    String hostPublicKey;
    Instant dueAt;
    int attempts;
    String lease;
    Instant leasedUntil;
    String controlUser;
    Instant controlSince;
    Instant controlUntil;
    boolean controlScreenshots;

    boolean belongsTo(Principal principal) {
        return organisationId.equals(principal.organisation().id());
    }

    /** Whether it is nobody's yet. */
    boolean isSpare() {
        return organisationId.equals(Spares.NOBODY);
    }

    Kind kind() {
        return new Kind(image, imageReference, tier, cpus, memoryMegabytes, diskGigabytes, width, height);
    }

    void be(Kind kind) {
        image = kind.image();
        imageReference = kind.imageReference();
        tier = kind.tier();
        cpus = kind.cpus();
        memoryMegabytes = kind.memoryMegabytes();
        diskGigabytes = kind.diskGigabytes();
        width = kind.width();
        height = kind.height();
    }

    Lifecycle lifecycle() {
        return new Lifecycle(status, wish, statusReason);
    }

    /** Who has control of it, if anybody still does. */
    Optional<Control> control(Instant now) {
        return controlUser == null || !now.isBefore(controlUntil)
                ? Optional.empty()
                : Optional.of(new Control(controlUser, controlSince, controlUntil, controlScreenshots));
    }

    /** @param control {@code null} for nobody's */
    void put(Control control) {
        controlUser = control == null ? null : control.user();
        controlSince = control == null ? null : control.since();
        controlUntil = control == null ? null : control.until();
        controlScreenshots = control != null && control.screenshots();
    }

    /** Goes on to {@code next}; whoever acts on what was before will find that it is no longer so. */
    void become(Lifecycle next, Instant now) {
        if (status != next.status()) {
            statusSince = now;
        }
        if (!staysStopped(next)) {
            stopReason = null;
        }
        status = next.status();
        wish = next.wish();
        statusReason = status == Status.STOPPED && next.reason() == null ? stopReason : next.reason();
        revision++;
        attempts = 0;
        dueAt = status.isOnTheWay() ? now : null;
        if (status == Status.RUNNING) {
            startedAt = now;
        } else {
            leaveMachine();
            put(null);
        }
        if (status == Status.DESTROYED) {
            forgetKeys();
        }
    }

    /**
     * A spare becomes what {@code wanted} was to be. Its machine stays where it is, and is asked once more whether it answers;
     * who was about to ask on the spare's behalf finds that he no longer has the lease.
     */
    void adoptFor(StoredDesktop wanted, Instant now) {
        var machine = new Machine(id, true, host, sshPort, ipAddress);
        become(lifecycle().adopted(), now);
        isAt(machine);
        release();
        organisationId = wanted.organisationId;
        createdBy = wanted.createdBy;
        createdAt = wanted.createdAt;
        name = wanted.name;
        keepAlive = wanted.keepAlive;
        startedAt = null;
        adopted = true;
    }

    /** As {@link #become}, to be stopped for a reason that is to be read once it is. */
    void becomeIdle(Lifecycle next, Instant now) {
        become(next, now);
        stopReason = next.reason();
    }

    /** Whether it may be stopped because nobody has used it since. */
    boolean isIdle(Instant since) {
        return status == Status.RUNNING
                && !keepAlive
                && !startedAt.isAfter(since)
                && (lastActiveAt == null || !lastActiveAt.isAfter(since));
    }

    void isAt(Machine machine) {
        host = machine.host();
        sshPort = machine.sshPort();
        ipAddress = machine.ipAddress();
    }

    void release() {
        lease = null;
        leasedUntil = null;
    }

    DesktopView toView(Instant now) {
        return new DesktopView(
                id,
                name,
                status,
                tier,
                image,
                ipAddress,
                status == Status.RUNNING,
                keepAlive,
                width,
                height,
                createdAt,
                new DesktopView.Person(createdBy, null),
                startedAt,
                statusReason,
                control(now).map(DesktopView.InControl::of).orElse(null));
    }

    Claim toClaim() {
        var blueprint = new Blueprint(
                imageReference, cpus, memoryMegabytes, diskGigabytes, width, height, clientPublicKey, hostKey);
        return new Claim(id, lease, revision, lifecycle(), blueprint, access(), adopted);
    }

    Sighting toSighting() {
        return new Sighting(id, revision, status == Status.RUNNING, host, sshPort);
    }

    /** The way into its machine; {@code null} unless that was started. */
    Access access() {
        return host == null ? null : new Access(host, sshPort, clientKey, clientPublicKey, hostPublicKey);
    }

    private boolean staysStopped(Lifecycle next) {
        return next.wish() == Wish.STOPPED
                && (status == Status.STOPPING || status == Status.STOPPED)
                && (next.status() == Status.STOPPING || next.status() == Status.STOPPED);
    }

    private void leaveMachine() {
        host = null;
        sshPort = 0;
        ipAddress = null;
        adopted = false;
    }

    private void forgetKeys() {
        clientKey = null;
        clientPublicKey = null;
        hostKey = null;
        hostPublicKey = null;
    }
}
