package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** Apache MINA's client, told to trust nothing but what it is given: no files in a home, no agent, no known hosts. */
final class SshClients {

    private static final String USER = "desktop";
    private static final int THREADS = 4;
    private static final String QUICK_EXCHANGE = "curve25519-sha256";

    private static final AttributeRepository.AttributeKey<PublicKey> EXPECTED =
            new AttributeRepository.AttributeKey<>();

    private final SshConfig.Ssh config;
    private final SshClient client;

    SshClients(SshConfig.Ssh config) {
        this.config = config;
        this.client = newClient(config);
        client.start();
    }

    /** A connection that has been let in; fails with {@link ConnectionLost}. */
    Uni<ClientSession> connect(SshTarget target) {
        var context = AttributeRepository.ofKeyValuePair(EXPECTED, target.hostKey());
        return Futures.ended(() -> client.connect(USER, target.host(), target.port(), context, null))
                .map(connected -> {
                    if (!connected.isConnected()) {
                        throw new ConnectionLost("cannot connect to " + target, connected.getException());
                    }
                    return connected.getSession();
                })
                .chain(session -> enter(session, target))
                .ifNoItem()
                .after(config.connectDeadline())
                .failWith(() -> new ConnectionLost("no answer from " + target))
                .onFailure(failure -> !(failure instanceof ConnectionLost))
                .transform(failure -> new ConnectionLost("cannot connect to " + target, failure));
    }

    void stop() {
        client.stop();
    }

    private Uni<ClientSession> enter(ClientSession session, SshTarget target) {
        session.addPublicKeyIdentity(new KeyPair(target.clientPublicKey(), target.clientKey()));
        return Futures.ended(session::auth)
                .map(answered -> {
                    if (!answered.isSuccess()) {
                        throw new ConnectionLost("not let in by " + target, answered.getException());
                    }
                    return session;
                })
                .onFailure()
                .invoke(() -> session.close(true))
                .onCancellation()
                .invoke(() -> session.close(true));
    }

    /**
     * The usual curve first, then whatever there is. MINA would rather agree on {@code sntrup761x25519}, which also withstands who
     * records a connection and can break curves one day; that takes 400 ms of processor time for each desktop, and this
     * connection does not leave the network of the engine.
     */
    private static List<KeyExchangeFactory> quickestFirst(List<KeyExchangeFactory> all) {
        return all.stream()
                .sorted(Comparator.comparing(exchange -> !exchange.getName().equals(QUICK_EXCHANGE)))
                .toList();
    }

    private static SshClient newClient(SshConfig.Ssh config) {
        var client = SshClient.setUpDefaultClient();
        client.setNioWorkers(THREADS);
        client.setServerKeyVerifier((session, _, key) ->
                KeyUtils.compareKeys(session.getConnectionContext().getAttribute(EXPECTED), key));
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setAgentFactory(null);
        client.setKeyExchangeFactories(quickestFirst(client.getKeyExchangeFactories()));
        // Many small messages both ways: waiting to fill packets would cost 40 ms each.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, config.connectDeadline());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, config.connectDeadline());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, config.keepAlive());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        return client;
    }
}
