package io.jenkins.plugins.promotion.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** For the descriptors of what is written in Jenkinsfiles with texts that may look like numbers. */
public interface TextArguments extends CustomDescribableModel {
    /** In a Jenkinsfile a number need not be written as a text: {@code below: 0.01}. */
    @Override
    default Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> texts = new LinkedHashMap<>(arguments);
        texts.replaceAll((field, value) -> value instanceof Number ? value.toString() : value);
        return texts;
    }

    /** Snippets have their parameters in the order of the alphabet. */
    @Override
    default UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable written) {
        UninstantiatedDescribable sorted = new UninstantiatedDescribable(
                written.getSymbol(), written.getKlass(), new TreeMap<>(written.getArguments()));
        sorted.setModel(written.getModel());
        return sorted;
    }
}
