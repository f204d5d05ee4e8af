package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.schedule.Timetable;

/** A rule of which the clock decides. */
public sealed interface TimeRule extends Rule permits WindowRule, FreezeRule {
    /** When it is satisfied. */
    Timetable timetable();
}
