package io.jenkins.plugins.promotion.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The environments in force. Answers come from memory, at once and on any thread, and need no permission: who may see
 * them is the caller's concern.
 */
public final class ConfiguredEnvironments {
    private ConfiguredEnvironments() {}

    /**
     * The environments that an item sees: those of the controller, in order, then what each enclosing folder adds, from
     * the outside in. A folder sees its own.
     *
     * @param item a job, a folder, or a job in a multibranch project
     * @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException when the definitions contradict each other,
     *     which saving refuses, but moving a folder or editing files on disk can bring about. Nothing may be promoted
     *     then: to leave the faulty definitions out would loosen the rules
     */
    public static Environments of(Item item) {
        return Layering.resolve(global(), layers(item, null));
    }

    /**
     * The environments of the controller.
     *
     * @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException when the file on disk was edited to
     *     something that is not allowed
     */
    public static Environments global() {
        return PromotionGlobalConfiguration.get().inForce();
    }

    /** What an item would see if it defined nothing itself. */
    static Environments inherited(Item item) {
        return item.getParent() instanceof Item parent ? of(parent) : global();
    }

    /**
     * What the folders around an item define, and the item itself, from the outside in, without those that define
     * nothing.
     *
     * @param outside the folder that is not looked at any more, nor any around it; {@code null} for all of them
     */
    static List<Layer> layers(Item item, AbstractFolder<?> outside) {
        List<Layer> layers = new ArrayList<>();
        for (Object place = item; place instanceof Item current && current != outside; place = current.getParent()) {
            if (current instanceof AbstractFolder<?> folder) {
                List<EnvironmentDefinition> definitions =
                        FolderDefinitions.get().inForce(folder);
                if (!definitions.isEmpty()) {
                    layers.add(new Layer(folder.getFullName(), definitions));
                }
            }
        }
        Collections.reverse(layers);
        return layers;
    }
}
