package io.jenkins.plugins.promotion.cli;

import hudson.AbortException;
import hudson.cli.CLICommand;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jvnet.localizer.LocaleProvider;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.args4j.CmdLineParser;
import org.kohsuke.args4j.OptionHandlerFilter;
import org.kohsuke.args4j.ParserProperties;
import org.kohsuke.args4j.spi.OptionHandler;

/**
 * What the commands of this plugin have in common: how they fail, and where their help comes from.
 *
 * <p>Exit codes are those of Jenkins: 0 done, 2 no such option, 3 a value that is not allowed or names nothing, 4 not
 * possible as things are, 5 the record cannot be read or written, 6 not permitted. The usage of an argument or option is
 * a key of the messages of this package.
 */
abstract class PromotionCommand extends CLICommand {
    private static final Logger LOGGER = Logger.getLogger(PromotionCommand.class.getName());
    private static final ResourceBundleHolder MESSAGES = ResourceBundleHolder.get(Messages.class);

    /**
     * Does it, as the present user.
     *
     * @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException for what names nothing
     * @throws NotPossibleException for what cannot be as things are
     * @throws LedgerException when the record cannot be read or written
     */
    protected abstract void act() throws IOException;

    @Override
    protected final int run() throws Exception {
        try {
            act();
            return 0;
        } catch (NotPossibleException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, "The command " + getName() + " could not read or write a ledger", e);
            throw new AbortException(Messages.PromotionCommand_ledger());
        }
    }

    @Override
    public final String getShortDescription() {
        return MESSAGES.format(getClass().getSimpleName() + ".description");
    }

    /** Says something on a line of its own, whatever the text holds. */
    protected final void say(String text) {
        stdout.println(Lines.line(text));
    }

    @Override
    protected final CmdLineParser getCmdLineParser() {
        return new LocalizedParser(this);
    }

    /** Takes the usage from the messages of this package, in the language of whoever asks. */
    private static final class LocalizedParser extends CmdLineParser {
        LocalizedParser(PromotionCommand command) {
            super(command, ParserProperties.defaults().withAtSyntax(false));
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        protected void printOption(
                PrintWriter out, OptionHandler handler, int length, ResourceBundle bundle, OptionHandlerFilter filter) {
            super.printOption(out, handler, length, new Usage(LocaleProvider.getLocale()), filter);
        }
    }

    /** The messages of this package; what is no key stays as it is, as the names of values do. */
    private static final class Usage extends ResourceBundle {
        private final Locale locale;

        Usage(Locale locale) {
            this.locale = locale;
        }

        @Override
        protected Object handleGetObject(String key) {
            return MESSAGES.get(locale).containsKey(key) ? MESSAGES.format(key) : key;
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.emptyEnumeration();
        }
    }
}
