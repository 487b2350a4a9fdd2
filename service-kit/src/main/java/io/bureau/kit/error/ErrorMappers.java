package io.bureau.kit.error;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.http.RequestIds;
import io.bureau.kit.principal.RefusedCapability;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource or a guard throws into the one envelope. Nothing internal reaches the caller. */
class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    @ServerExceptionMapper
    Response refused(ApiException refusal, RoutingContext request) {
        return respond(refusal, request);
    }

    /** A credential that was sent and does not hold. What Quarkus itself throws carries no more than that. */
    @ServerExceptionMapper(priority = 1)
    Response notAuthenticated(AuthenticationFailedException failure, RoutingContext request) {
        if (failure.getCause() instanceof ApiException refusal) {
            return respond(refusal, request);
        }
        log(401, request, "credential does not hold");
        return respond(ApiException.unauthorized(true), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response notSignedIn(UnauthorizedException failure, RoutingContext request) {
        log(401, request, "no credential for this route");
        return respond(ApiException.unauthorized(request.request().headers().contains("Authorization")), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response notAllowed(ForbiddenException failure, RoutingContext request) {
        var refused = RefusedCapability.of(request);
        log(403, request, refused == null ? "not for this caller" : "lacks " + refused.required());
        var refusal = refused == null
                ? ApiException.forbidden("You may not do this")
                : ApiException.capabilityMissing(refused.required(), refused.held());
        return respond(refusal, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response notValid(ConstraintViolationException failure, RoutingContext request) {
        var fields = failure.getConstraintViolations().stream()
                .map(violation -> new ErrorBody.Field(fieldName(violation), violation.getMessage()))
                .sorted(Comparator.comparing(ErrorBody.Field::field).thenComparing(ErrorBody.Field::message))
                .toList();
        return respond(ApiException.invalid(fields), request);
    }

    @ServerExceptionMapper({
        JsonProcessingException.class,
        JsonMappingException.class,
        MismatchedInputException.class,
        UnrecognizedPropertyException.class
    })
    Response notReadable(JsonProcessingException failure, RoutingContext request) {
        return respond(unreadable(failure), request);
    }

    @ServerExceptionMapper
    Response answeredByFramework(WebApplicationException failure, RoutingContext request) {
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return respond(unreadable(unreadable), request);
        }
        if (failure.getCause() instanceof ApiException refusal) {
            return respond(refusal, request);
        }
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        if (status >= 500) {
            return fault(failure, request);
        }
        var response = Response.fromResponse(respond(ErrorCodes.forStatus(status), request));
        var allow = failure.getResponse().getHeaderString("Allow");
        return allow == null
                ? response.build()
                : response.header("Allow", allow).build();
    }

    @ServerExceptionMapper
    Response fault(Throwable failure, RoutingContext request) {
        if (failure instanceof IllegalArgumentException && failure.getCause() instanceof ApiException refusal) {
            return respond(refusal, request);
        }
        LOG.errorf(
                failure, "request failed method=%s route=%s", request.request().method(), request.normalizedPath());
        return respond(ErrorCodes.internal(), request);
    }

    private static ApiException unreadable(JsonProcessingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException refusal) {
                return refusal;
            }
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return ApiException.invalid(pathOf(unknown), "is not a field of this request");
        }
        if (failure.getProcessor() instanceof JsonParser parser && isDuplicate(failure)) {
            return ApiException.invalid(pathOf(parser), "is there more than once");
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return ApiException.invalid(pathOf(mapping), "has a value of the wrong type or form");
        }
        return ApiException.badRequest("The request body is not valid JSON for this request");
    }

    /** Jackson has no type of its own for this. */
    private static boolean isDuplicate(JsonProcessingException failure) {
        return failure.getOriginalMessage().startsWith("Duplicate field");
    }

    private static String pathOf(JsonParser parser) {
        return parser.getParsingContext()
                .pathAsPointer()
                .toString()
                .substring(1)
                .replace('/', '.');
    }

    private static String pathOf(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /** The field as the caller wrote it: the method and parameter names of our resource are not his business. */
    private static String fieldName(ConstraintViolation<?> violation) {
        var nodes = java.util.stream.StreamSupport.stream(
                        violation.getPropertyPath().spliterator(), false)
                .toList();
        List<Path.Node> own =
                nodes.size() > 2 ? nodes.subList(2, nodes.size()) : nodes.subList(nodes.size() - 1, nodes.size());
        return own.stream().map(Path.Node::toString).collect(Collectors.joining("."));
    }

    /** The credential's id, not its secret; a calling service by its name. */
    private static void log(int status, RoutingContext request, String why) {
        var caller = request.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getPrincipal().getName()
                : "";
        LOG.infof(
                "refused status=%d credential=%s ip=%s method=%s route=%s why=%s",
                status,
                caller.isEmpty() ? "none" : caller,
                ClientAddress.of(request),
                request.request().method(),
                request.normalizedPath(),
                why);
    }

    private static Response respond(ApiException refusal, RoutingContext request) {
        var response = Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(refusal.body().withRequestId(RequestIds.of(request)));
        refusal.headers().forEach(response::header);
        return response.build();
    }
}
