package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** Plans, states and results as JSON, for whoever must find a gate again after a restart. No secret is in them. */
public final class GateCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private GateCodec() {}

    /** One line of JSON. */
    public static String write(GatePlan plan) {
        return text(plan);
    }

    /** One line of JSON. */
    public static String write(GateState state) {
        return text(state);
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a gate can be written", e);
        }
    }

    /**
     * Reads what {@link #write(GatePlan)} wrote.
     *
     * @throws InvalidValueException when it is something else
     */
    public static GatePlan readPlan(String json) {
        return read("plan", json, GatePlan.class);
    }

    /**
     * Reads what {@link #write(GateState)} wrote.
     *
     * @throws InvalidValueException when it is something else
     */
    public static GateState readState(String json) {
        return read("state", json, GateState.class);
    }

    private static <T> T read(String field, String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new InvalidValueException(field, json, "it takes the JSON that was written for a gate");
        }
    }
}
