package io.bureau.desktops.ssh;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.channel.Channel;

/**
 * Channels whose command has ended, but not what it left in the background. Closed, they would be a broken pipe to that and
 * end it as soon as it says something; so they stay, the last of them, until what writes to them ends or the connection does.
 */
final class Leftovers {

    private static final AttributeRepository.AttributeKey<Leftovers> KEY = new AttributeRepository.AttributeKey<>();

    /** A server allows so many channels to one connection, and commands need some. */
    private static final int MOST = 64;

    private final Deque<Channel> channels = new ArrayDeque<>();

    private Leftovers() {}

    static Leftovers of(ClientSession session) {
        return session.computeAttributeIfAbsent(KEY, _ -> new Leftovers());
    }

    synchronized void keep(Channel channel) {
        channels.removeIf(Channel::isClosed);
        channels.add(channel);
        if (channels.size() > MOST) {
            channels.remove().close(false);
        }
    }
}
