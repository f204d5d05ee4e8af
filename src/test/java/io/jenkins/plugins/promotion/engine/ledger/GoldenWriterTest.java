package io.jenkins.plugins.promotion.engine.ledger;
import java.nio.file.*; import java.util.List;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import org.junit.jupiter.api.Test;
class GoldenWriterTest { @Test void write() throws Exception { Path p=Path.of("/tmp/golden.jsonl"); Files.deleteIfExists(p);
 FileLedger l=new FileLedger(p, io.jenkins.plugins.promotion.engine.Samples.PRODUCTION);
 for (LedgerRecord r: GoldenEvents.records()) l.append(r.number()-1, List.of(r.event()), r.at()); } }
