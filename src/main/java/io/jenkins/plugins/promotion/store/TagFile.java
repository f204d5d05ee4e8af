package io.jenkins.plugins.promotion.store;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Says of a slot that tags may be due there. It is there before one is recorded, so that whoever starts Jenkins finds every
 * one without reading ledgers, and it goes when none is left. What counts is in the ledger.
 */
public final class TagFile {
    private static final String SUFFIX = ".tagging";

    private final SlotFile file;

    private TagFile(SlotFile file) {
        this.file = file;
    }

    /**
     * @param application whose slot it is
     * @param environment which of its slots
     */
    public TagFile(Application application, EnvironmentName environment) {
        this(new SlotFile(application, environment, SUFFIX));
    }

    /** Whose slot it is. */
    public Application application() {
        return file.application();
    }

    /** Which of its slots. */
    public EnvironmentName environment() {
        return file.environment();
    }

    /**
     * Says that a tag may be due soon.
     *
     * @throws LedgerException when it cannot be said; nothing may be recorded then
     */
    public void announce() {
        try {
            Files.createDirectories(application().directory());
            file.write("", true);
        } catch (IOException e) {
            throw new LedgerException(
                    "That a tag is due in " + environment() + " cannot be noted: " + e.getMessage(), e);
        }
    }

    /** Says that no tag is due. */
    public void delete() {
        file.delete();
    }

    /** Those of all items. It looks into the directory of each, and is for workers. */
    public static List<TagFile> all() {
        return SlotFile.all(SUFFIX).stream().map(TagFile::new).toList();
    }
}
