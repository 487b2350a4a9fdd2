package io.bureau.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** A field that is there twice is an error: two readers would believe in different values (RFC 8259, section 4). */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }
}
