package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** What is kept of an analysis, as JSON. */
public final class AnalysisCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private AnalysisCodec() {}

    /** One line of JSON. */
    public static String write(AnalysisRecord record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an analysis can be written", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidValueException when it is something else
     */
    public static AnalysisRecord read(String json) {
        try {
            return MAPPER.readValue(json, AnalysisRecord.class);
        } catch (JsonProcessingException e) {
            throw new InvalidValueException("analysis", json, "it takes the JSON that was written for an analysis");
        }
    }
}
