package io.jenkins.plugins.promotion.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AbstractItem;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.User;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.ledger.FilesBelow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Keeps the ledgers of items that are deleted: what was released when, and who let it, outlives the job.
 *
 * <p>They are copied before anything is deleted, those of everything inside a folder too, into a directory of their own for
 * each item under {@code promotions/archive} in the home of Jenkins, with a note that says what was deleted, when and by
 * whom. Nothing there is ever overwritten. A deletion whose copy fails does not happen. Builds that the deletion aborts are
 * recorded after the copy was made, so copies are carried on until the item is gone.
 *
 * <p>Safe for use by several threads.
 */
@Extension
public final class LedgerArchive extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(LedgerArchive.class.getName());
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 100;
    private static final String NOTE = "deleted.json";

    /** The copies of files that are about to be deleted. */
    private final Map<Path, Copy> copies = new ConcurrentHashMap<>();

    /** A copy, and the item whose deletion it was made for: the folder where all of a folder is deleted. */
    private record Copy(Path file, Item deleted) {}

    /** The one of this controller. */
    public static LedgerArchive get() {
        return ExtensionList.lookupSingleton(LedgerArchive.class);
    }

    /** Where it is; the directory may not exist yet. */
    public static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("promotions").resolve("archive");
    }

    /** Brings the copy of a ledger up to date that had a record added, where there is a copy. */
    public void recorded(Path ledger) {
        if (copies.containsKey(ledger)) {
            try {
                follow(ledger);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The last records of " + ledger + " are not in the archive");
            }
        }
    }

    @Override
    public synchronized void onCheckDelete(Item item) {
        List<Path> made = new ArrayList<>();
        try {
            Map<String, Object> note = note();
            for (AbstractItem one : withAllInside(item)) {
                archive(one, item, note, made);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "The deletion of " + item.getFullName() + " was refused");
            made.forEach(this::discard);
            throw new Failure(Messages.LedgerArchive_vetoed(item.getFullName(), e.toString()));
        }
    }

    @Override
    public void onDeleted(Item item) {
        if (item instanceof AbstractItem deleted) {
            Path directory = promotions(deleted);
            copies.keySet().removeIf(file -> file.startsWith(directory));
        }
    }

    /** When and by whom. */
    private static Map<String, Object> note() {
        Map<String, Object> by = new LinkedHashMap<>();
        String id = Jenkins.getAuthentication2().getName();
        User user = User.getById(id, false);
        by.put("id", id);
        if (user != null) {
            by.put("name", user.getFullName());
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("deletedAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        note.put("by", by);
        return note;
    }

    /** Also what whoever deletes the folder may not see. */
    private static List<AbstractItem> withAllInside(Item item) {
        List<AbstractItem> all = new ArrayList<>();
        if (item instanceof AbstractItem one) {
            all.add(one);
        }
        if (item instanceof ItemGroup<?> group) {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                group.getItems().forEach(inside -> all.addAll(withAllInside(inside)));
            }
        }
        return all;
    }

    private void archive(AbstractItem item, Item deleted, Map<String, Object> note, List<Path> made)
            throws IOException {
        Path promotions = promotions(item);
        List<Path> files = new ArrayList<>(Files.isDirectory(promotions) ? FilesBelow.of(promotions) : List.of());
        files.removeIf(file -> !LedgerStore.isLedger(file)); // the rest comes and goes with what is under way
        for (Path file : List.copyOf(files)) {
            if (isCopiedWithItsFolder(file, deleted) && follow(file)) {
                files.remove(file);
            }
        }
        if (files.isEmpty()) {
            return;
        }
        Path target = newDirectory(item);
        made.add(target);
        Map<String, Object> full = new LinkedHashMap<>();
        full.put("item", item.getFullName());
        full.putAll(note);
        full.put(
                "files",
                files.stream()
                        .map(file -> promotions.relativize(file).toString())
                        .toList());
        for (Path file : files) {
            Path copy = target.resolve(promotions.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            copies.put(file, new Copy(copy, deleted)); // from here on, whatever is recorded is carried on
            Files.copy(file, copy);
            force(copy);
        }
        Path written = target.resolve(NOTE);
        Files.write(written, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(full));
        force(written);
    }

    /** Whether the folder around it is being deleted, which Jenkins goes on with item by item, as the system. */
    private boolean isCopiedWithItsFolder(Path file, Item deleted) {
        Copy copy = copies.get(file);
        return copy != null && !copy.deleted().equals(deleted) && ACL.SYSTEM2.equals(Jenkins.getAuthentication2());
    }

    /** Whether there is a copy that says the same, once what was recorded since is added to it. */
    private synchronized boolean follow(Path file) throws IOException {
        Copy copy = copies.get(file);
        if (copy == null || !Files.isRegularFile(copy.file())) {
            return false;
        }
        byte[] now = Files.readAllBytes(file);
        byte[] then = Files.readAllBytes(copy.file());
        boolean goesOn = then.length <= now.length && Arrays.equals(now, 0, then.length, then, 0, then.length);
        if (goesOn && then.length < now.length) {
            try (FileChannel channel = FileChannel.open(copy.file(), StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(now, then.length, now.length - then.length));
                channel.force(true);
            }
        }
        return goesOn;
    }

    /** Takes back what was copied for a deletion that does not happen. */
    private void discard(Path directory) {
        copies.values().removeIf(copy -> copy.file().startsWith(directory));
        try {
            Util.deleteRecursive(directory.toFile());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> directory + " is of no use and cannot be deleted");
        }
    }

    /** A directory that was not there, named after the moment and the item. */
    private static Path newDirectory(Item item) throws IOException {
        String name = item.getFullName().replaceAll("[^A-Za-z0-9._-]+", "_");
        String start = STAMP.format(Instant.now()) + "-" + name.substring(Math.max(0, name.length() - LONGEST_NAME));
        Files.createDirectories(directory());
        for (int n = 1; ; n++) {
            try {
                return Files.createDirectory(directory().resolve(n == 1 ? start : start + "-" + n));
            } catch (FileAlreadyExistsException e) {
                continue; // another item of a like name, or a clock that was set back
            }
        }
    }

    private static Path promotions(AbstractItem item) {
        return item.getRootDir().toPath().resolve("promotions");
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
