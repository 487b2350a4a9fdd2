package io.bureau.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One stack per data directory. The operating system lets go of the lock when its holder dies, however it dies. */
final class InstanceLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private InstanceLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** The lock, or nothing while another stack holds it. */
    static Optional<InstanceLock> tryTake(DataDirectory data) {
        return tryTake(data.run().resolve("lock"));
    }

    private static Optional<InstanceLock> tryTake(Path file) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new InstanceLock(channel, lock));
        } catch (IOException unusable) {
            throw new StackFailure("Cannot lock " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failure) {
            throw new StackFailure("Cannot unlock the data directory: " + failure.getMessage(), failure);
        }
    }
}
