package io.jenkins.plugins.promotion.steps

import org.jenkinsci.plugins.pipeline.modeldefinition.when.DeclarativeStageConditionalScript
import org.jenkinsci.plugins.workflow.cps.CpsScript

/** Asks the condition about the variable of the build. */
class PromotionRequestConditionalScript extends DeclarativeStageConditionalScript<PromotionRequestConditional> {
    PromotionRequestConditionalScript(CpsScript script, PromotionRequestConditional condition) {
        super(script, condition)
    }

    @Override
    boolean evaluate() {
        return describable.holds((String) script.getProperty('env').getProperty('PROMOTION_REQUEST'))
    }
}
