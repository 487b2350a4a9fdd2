package io.bureau.desktops.live;

import io.bureau.desktops.desktop.Controls;
import io.bureau.desktops.ssh.ScreenChannel;
import java.io.IOException;
import java.io.InputStream;

/** A view of the screen: RFB as it comes from the server, and what of the viewer's messages may pass. */
final class ScreenStream implements Stream {

    private final ScreenChannel channel;
    private final RfbFilter filter;

    ScreenStream(ScreenChannel channel, Live live, Controls controls) {
        this.channel = channel;
        this.filter = new RfbFilter(live::admitsInput, () -> {
            if (live.isInControl()) {
                controls.used(live.desktopId(), live.principal().user());
            }
        });
    }

    @Override
    public InputStream fromDesktop() {
        return channel.input();
    }

    @Override
    public void take(byte[] bytes, boolean isText, boolean isLast) throws IOException {
        if (isText) {
            throw new Malformed("text");
        }
        write(filter.pass(bytes));
    }

    @Override
    public void end(Ending why) {
        try {
            write(filter.release());
        } catch (IOException gone) {
            // Then nothing is held down either.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            channel.output().write(bytes);
            channel.output().flush();
        }
    }
}
