// Makes a new work/ of hpi:run a Jenkins to try the plugin in. It does nothing in a home that is not its own.
import hudson.init.InitMilestone
import hudson.model.Cause
import hudson.model.CauseAction
import hudson.security.SecurityRealm
import hudson.slaves.EnvironmentVariablesNodeProperty
import io.jenkins.plugins.casc.ConfigurationAsCode
import io.jenkins.plugins.promotion.engine.model.EnvironmentName
import io.jenkins.plugins.promotion.engine.model.Principal
import io.jenkins.plugins.promotion.engine.policy.Voter
import io.jenkins.plugins.promotion.engine.promotion.Command
import io.jenkins.plugins.promotion.engine.slot.Decision
import io.jenkins.plugins.promotion.runtime.ApplicationSlots
import io.jenkins.plugins.promotion.store.Application
import java.util.logging.Logger
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def log = Logger.getLogger('demo')
def jenkins = Jenkins.get()
def sources = System.getProperty('promotion.demo')
def home = new File(jenkins.rootDir, 'storefront')
def port = System.getProperty('promotion.demo.port', '18080')

def unused = jenkins.items.isEmpty() &&
    jenkins.securityRealm == SecurityRealm.NO_AUTHENTICATION &&
    !new File(jenkins.rootDir, 'queue.xml').exists()   // written whenever a Jenkins stops
if (sources == null || !(unused || home.isDirectory())) {
    log.info('No demo: this home belongs to somebody else.')
    return
}

// What the scripts and the Jenkinsfile need. It may have changed since the last start.
jenkins.globalNodeProperties.replace(new EnvironmentVariablesNodeProperty(
    new EnvironmentVariablesNodeProperty.Entry('JAVA_HOME', System.getProperty('java.home')),
    new EnvironmentVariablesNodeProperty.Entry('STOREFRONT_HOME', home.path),
    new EnvironmentVariablesNodeProperty.Entry('STOREFRONT_SOURCES', new File(sources, 'storefront').path),
    new EnvironmentVariablesNodeProperty.Entry('STOREFRONT_PORT', port),
    new EnvironmentVariablesNodeProperty.Entry('STOREFRONT_PRODUCTION', "http://127.0.0.1:${port.toInteger() + 3}".toString())))
if (!unused) {
    return
}

home.mkdirs()
ConfigurationAsCode.get().configure(new File(sources, 'jenkins.yaml').path)
def job = jenkins.createProject(WorkflowJob, 'storefront')
job.definition = new CpsFlowDefinition(new File(sources, 'storefront/Jenkinsfile').text, true)
job.save()

// A first release that priya approved, and a second one that waits for her.
Thread.startDaemon('demo') {
    try {
        while (jenkins.initLevel != InitMilestone.COMPLETED) {
            sleep 100
        }
        def byJo = { job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause('jo'))) }
        def production = EnvironmentName.of('production')
        def slots = ApplicationSlots.of(Application.of(job, null))
        def first = byJo().waitForStart()
        while (first.building) {
            slots.state(production).open().findAll { it.waiting }.each {
                slots.handle(production, new Command.CastVote(it.id(), null,
                    new Voter(new Principal('priya', 'Priya Nair'), [] as Set), Decision.APPROVE, 'The first one. Good luck!'))
            }
            sleep 200
        }
        byJo()
    } catch (e) {
        log.log(java.util.logging.Level.WARNING, 'The demo has no history', e)
    }
}
log.info('The demo is set up: log in as jo, priya, ines or admin; the password is the name.')
