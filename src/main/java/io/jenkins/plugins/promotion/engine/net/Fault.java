package io.jenkins.plugins.promotion.engine.net;

/**
 * What can be wrong with a server, an answer or a value, by name. The names stand in records of gates: they are never
 * renamed.
 */
public enum Fault {
    /** Nobody listens at the port. */
    REFUSED("connection refused"),
    /** The connection was cut. */
    RESET("connection cut"),
    /** There is no way to the address. */
    UNREACHABLE("unreachable"),
    /** The name has no address. */
    NO_DNS("name not found"),
    /** The address is one that the administrator's list denies. */
    DENIED("address denied"),
    /** The certificate is expired or not valid yet. */
    TLS_EXPIRED("certificate expired"),
    /** The certificate is for another host. */
    TLS_WRONG_HOST("certificate of another host"),
    /** Nobody who is trusted has signed the certificate. */
    TLS_UNTRUSTED("certificate not trusted"),
    /** Any other failure of TLS. */
    TLS("TLS failed"),
    /** It took longer than allowed. */
    TIMEOUT("too slow"),
    /** The head of the answer is too large. */
    LARGE_HEAD("head too large"),
    /** The body of the answer is too large. */
    LARGE_BODY("body too large"),
    /** The body is too large once it is decompressed. */
    LARGE_WHEN_DECOMPRESSED("body too large when decompressed"),
    /** The body is not compressed as it says. */
    BAD_COMPRESSION("broken compression"),
    /** The server does not speak HTTP. */
    NO_HTTP("no HTTP"),
    /** A redirect leads back to where it came from. */
    REDIRECT_LOOP("redirect loop"),
    /** There are more redirects than allowed. */
    TOO_MANY_REDIRECTS("too many redirects"),
    /** A redirect leads nowhere, or from HTTPS to HTTP. */
    BAD_REDIRECT("bad redirect"),
    /** The status is not one that is wanted. */
    STATUS("unwanted status"),
    /** The body lacks a text. */
    BODY("text missing"),
    /** The value at a JSON path is not the one that is wanted. */
    JSON_VALUE("other JSON value"),
    /** It answered well, but later than allowed. */
    LATENCY("slow answer"),
    /** A value is beyond its threshold. */
    THRESHOLD("beyond the threshold"),
    /** The answer is of another content type. */
    CONTENT_TYPE("other content type"),
    /** The body is no JSON, or not of the form that is documented. */
    BAD_ANSWER("unreadable answer"),
    /** The source refuses the credentials. */
    UNAUTHORIZED("credentials refused"),
    /** The clock here and that of the source are too far apart for a signature to count. */
    CLOCKS_APART("clocks apart"),
    /** The source asks to be left alone for a while. */
    RATE_LIMITED("rate limited"),
    /** The source says that it cannot answer this query. */
    SOURCE("error of the source"),
    /** The source answers, and has no value. */
    NO_DATA("no data"),
    /** The value is no finite number. */
    NOT_A_NUMBER("no finite number"),
    /** There are several series where one is expected. */
    SEVERAL_SERIES("several series"),
    /** There is no value from before to compare with. */
    NO_BASELINE("no value from before"),
    /** Something on this side is not as it should be, such as a source or credentials that nobody has configured. */
    SETUP("wrong setup"),
    /** There is too much to do on this side at the moment. */
    OVERLOADED("too much at once"),
    /** A block failed. */
    BLOCK("block failed"),
    /** Anything else. */
    OTHER("failed");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** The name in two or three words, for a table or a log line. */
    public String words() {
        return words;
    }

    /** True when the source was heard and has nothing to say: the outcome is open, and nobody's failure. */
    public boolean isWithoutData() {
        return this == NO_DATA || this == NOT_A_NUMBER || this == NO_BASELINE;
    }
}
