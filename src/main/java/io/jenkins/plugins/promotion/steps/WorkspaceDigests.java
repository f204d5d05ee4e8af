package io.jenkins.plugins.promotion.steps;

import hudson.FilePath;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jenkins.MasterToSlaveFileCallable;
import org.apache.commons.io.output.NullOutputStream;

/** Hashes the files of a workspace where they are, so that only digests travel. */
final class WorkspaceDigests extends MasterToSlaveFileCallable<LinkedHashMap<String, String>> {
    private static final long serialVersionUID = 1L;

    private final String pattern;

    private WorkspaceDigests(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The files that match an Ant pattern, by path, each with the SHA-256 of its content.
     *
     * @throws IOException when the agent is gone or a file cannot be read
     */
    static List<Artifact> of(FilePath workspace, String pattern) throws IOException, InterruptedException {
        return workspace.act(new WorkspaceDigests(pattern)).entrySet().stream()
                .map(file -> new Artifact(file.getKey(), file.getValue()))
                .toList();
    }

    @Override
    public LinkedHashMap<String, String> invoke(File directory, VirtualChannel channel) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        String[] found =
                Util.createFileSet(directory, pattern).getDirectoryScanner().getIncludedFiles();
        for (String path : new TreeSet<>(List.of(found))) {
            digests.put(path.replace(File.separatorChar, '/'), sha256(new File(directory, path)));
        }
        return new LinkedHashMap<>(digests);
    }

    private static String sha256(File file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file.toPath()), digest)) {
                content.transferTo(NullOutputStream.INSTANCE);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this agent's Java has no SHA-256", e);
        }
    }
}
