package io.jenkins.plugins.promotion.gate;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.probe.NetworkProbes;
import io.jenkins.plugins.promotion.metrics.ProbePool;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** One look at a web page or a port from an agent. It travels over the channel alone and is kept nowhere. */
final class AgentProbe extends MasterToSlaveCallable<AgentProbe.Found, IOException> {
    private static final long serialVersionUID = 1L;
    /** For the way there and back, and for what the agent has to load the first time. */
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final String plan;
    private final String user;
    private final String secret;

    private AgentProbe(String plan, @CheckForNull String user, @CheckForNull String secret) {
        this.plan = plan;
        this.user = user;
        this.secret = secret;
    }

    static AgentProbe of(Check check, @CheckForNull StandardCredentials credentials) {
        String plan = GateCodec.write(GatePlan.of(check));
        if (credentials instanceof StandardUsernamePasswordCredentials login) {
            return new AgentProbe(plan, login.getUsername(), login.getPassword().getPlainText());
        } else if (credentials instanceof StringCredentials text) {
            return new AgentProbe(plan, null, text.getSecret().getPlainText());
        }
        return new AgentProbe(plan, null, null);
    }

    boolean hasSecret() {
        return secret != null;
    }

    /** Asks the agent and waits, for little longer than the probe may take. */
    Reading ask(VirtualChannel channel, Duration time) throws InterruptedException {
        Future<Found> answer = null;
        try {
            answer = channel.callAsync(this);
            return answer.get(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .reading();
        } catch (TimeoutException e) {
            answer.cancel(true);
            return ProbePool.failed(Fault.OTHER, "The agent did not answer in time.");
        } catch (IOException | ExecutionException e) {
            return ProbePool.failed(Fault.OTHER, "The agent was lost, or could not probe.");
        }
    }

    @Override
    public Found call() throws IOException {
        Check check = GateCodec.readPlan(plan).checks().get(0);
        try {
            return Found.of(new NetworkProbes(
                            AgentNetwork.http(),
                            AgentNetwork.tcp(),
                            id -> Optional.ofNullable(credential()),
                            name -> Optional.empty(),
                            Clock.systemUTC())
                    .look(check, Instant.now(), null)
                    .get());
        } catch (ExecutionException e) {
            throw new IOException(
                    "The probe failed with a " + e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The probe was interrupted");
        }
    }

    private Credential credential() {
        return secret == null ? null : user == null ? Credential.bearer(secret) : Credential.basic(user, secret);
    }

    /** A reading on its way back. */
    static final class Found implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String fault;
        private final boolean known;
        private final String reason;
        private final long nanos;
        private final long bytes;

        private Found(@CheckForNull Fault fault, boolean known, Reading reading) {
            this.fault = fault == null ? null : fault.name();
            this.known = known;
            this.reason = reading.reason();
            this.nanos = reading.latency().toNanos();
            this.bytes = reading.bytes();
        }

        static Found of(Reading reading) {
            if (reading instanceof Reading.Unwell unwell) {
                return new Found(unwell.fault(), true, reading);
            } else if (reading instanceof Reading.Failed failed) {
                return new Found(failed.fault(), false, reading);
            }
            return new Found(null, true, reading);
        }

        Reading reading() {
            Duration latency = Duration.ofNanos(nanos);
            if (fault == null) {
                return new Reading.Well(reason, latency, bytes, null, null);
            }
            return known
                    ? new Reading.Unwell(Fault.valueOf(fault), reason, latency, bytes)
                    : new Reading.Failed(Fault.valueOf(fault), reason, latency, bytes, null);
        }
    }
}
