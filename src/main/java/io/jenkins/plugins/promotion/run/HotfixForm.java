package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Person;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The emergency hotfix of an environment that knows one: what it is, or who declared it.
 *
 * @param consequences what is lifted and what is still asked for, a sentence each
 * @param refusal why the reader may not declare one, {@code null} when they may
 * @param by who declared it, {@code null} while nobody has
 * @param reason why, {@code null} while nobody has
 */
@Restricted(NoExternalUse.class)
public record HotfixForm(List<String> consequences, String refusal, Person by, String reason) {}
