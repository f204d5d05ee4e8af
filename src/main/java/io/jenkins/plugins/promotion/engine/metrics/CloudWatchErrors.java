package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Errors of AWS by their names; their statuses say little:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html.
 */
final class CloudWatchErrors {
    private static final Pattern LIMITED = Pattern.compile(
            "Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException"
                    + "|TooManyRequestsException|RequestLimitExceeded|LimitExceeded|LimitExceededException|SlowDown");
    private static final Set<String> CLOCKS =
            Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture", "InvalidSignatureTime");
    private static final Pattern CLOCKS_IN_WORDS = Pattern.compile("Signature (expired|not yet current)");
    private static final Set<String> SIGNATURES = Set.of("SignatureDoesNotMatch", "InvalidSignatureException");
    private static final Set<String> KEYS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "OptInRequired",
            "UnrecognizedClientException");

    private CloudWatchErrors() {}

    /** What it says, {@code null} when that is nothing which could be read. */
    static String read(Exchange.Answered answer) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElse(null);
        if (json == null || !json.path("__type").isTextual()) {
            return null;
        }
        String type = json.path("__type").asText();
        String name = type.substring(type.indexOf('#') + 1);
        String message = json.path("message").asText(json.path("Message").asText(""));
        String said = name + (message.isBlank() ? "" : ": " + message);
        if (LIMITED.matcher(name).matches()) {
            throw new AnswerException(Fault.RATE_LIMITED, "The source asks to be left alone. " + said);
        } else if (CLOCKS.contains(name)
                || SIGNATURES.contains(name) && CLOCKS_IN_WORDS.matcher(message).find()) {
            throw new AnswerException(
                    Fault.CLOCKS_APART,
                    "The clock here is too far from that of the source, so it does not take the signature. " + said
                            + answer.header("date")
                                    .map(date -> " The source dates its answer " + date + ".")
                                    .orElse(""));
        } else if (SIGNATURES.contains(name)) {
            // The rest of what AWS says here is the request itself, of no use to whoever wrote the wrong key.
            throw new AnswerException(
                    Fault.UNAUTHORIZED, "The source does not take the credentials. " + name + ": the secret is wrong.");
        } else if (KEYS.contains(name)) {
            throw new AnswerException(Fault.UNAUTHORIZED, "The source does not take the credentials. " + said);
        }
        return said;
    }
}
