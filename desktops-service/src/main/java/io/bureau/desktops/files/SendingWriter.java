package io.bureau.desktops.files;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a file no faster than it is taken. A stream of Quarkus' own would do as well, but could not tell its length, which
 * callers show their progress by, and could not end a connection on which it is cut off without an error in the log.
 */
@Provider
class SendingWriter implements ServerMessageBodyWriter<Sending> {

    private static final Logger LOG = Logger.getLogger(SendingWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Sending.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Sending.class;
    }

    @Override
    public void writeResponse(Sending sending, Type generic, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        var response = context.serverResponse();
        request.suspend();
        // At once, for without it there is no writing; the other fields are added with the first piece.
        response.setResponseHeader(
                HttpHeaders.CONTENT_LENGTH, Long.toString(sending.part().length()));
        var sent = sending.file()
                .send(sending.part(), piece -> Uni.createFrom().completionStage(() -> response.write(piece)))
                .subscribe()
                .with(_ -> end(request, response), failure -> breakOff(request, response, failure));
        response.addCloseHandler(sent::cancel);
    }

    private static void end(ResteasyReactiveRequestContext request, ServerHttpResponse response) {
        response.end();
        request.close();
    }

    /** It is too late to say why: all that can be told is that something is missing. */
    private static void breakOff(
            ResteasyReactiveRequestContext request, ServerHttpResponse response, Throwable failure) {
        LOG.infof("download broken off why=%s", failure.toString());
        response.reset();
        request.close();
    }

    @Override
    public void writeTo(
            Sending sending,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output) {
        throw new UnsupportedOperationException("a file is sent piece by piece");
    }
}
